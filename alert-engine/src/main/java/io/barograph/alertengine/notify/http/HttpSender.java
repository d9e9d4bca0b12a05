package io.barograph.alertengine.notify.http;

import io.barograph.alertengine.notify.NotifyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/** Posts JSON. Reads no more of an answer than a message needs, and follows no redirects. */
public final class HttpSender implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int READ_BYTES = 64 * 1024;

  private final HttpClient client;
  private final String userAgent;

  /**
   * A sender with connections of its own.
   *
   * @param executor for its callbacks
   * @param version of this program, for receivers to see
   */
  public HttpSender(Executor executor, String version) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(executor)
            .build();
    this.userAgent = "Barograph/" + version;
  }

  /** Posts a document; gives any answer. Cancelling ends the exchange. */
  public Mono<HttpReply> post(URI url, Map<String, String> headers, String json) {
    return Mono.defer(
            () -> {
              HttpRequest.Builder request =
                  HttpRequest.newBuilder(url)
                      .header("Content-Type", "application/json")
                      .header("User-Agent", userAgent)
                      .POST(BodyPublishers.ofString(json));
              headers.forEach(request::setHeader);
              return Mono.fromCompletionStage(
                  () -> client.sendAsync(request.build(), head -> new BodyBeginning(READ_BYTES)));
            })
        .map(response -> new HttpReply(response.statusCode(), response.body()))
        .onErrorMap(IOException.class, HttpSender::unreachable);
  }

  private static NotifyException unreachable(IOException failure) {
    String reason = failure.getMessage();
    return NotifyException.passing(
        "no answer: " + (reason == null ? failure.getClass().getSimpleName() : reason), failure);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
