package io.barograph.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole server in the process of the test, on free ports. */
final class RunningServer implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  private RunningServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static RunningServer start(Path data, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--barograph.data.dir=" + data);
    arguments.add("--barograph.embedded.port=0");
    for (String port : List.of("--barograph.http.port=", "--barograph.rsocket.port=")) {
      // Given twice, a setting would become a list.
      if (arguments.stream().noneMatch(argument -> argument.startsWith(port))) {
        arguments.add(port + "0");
      }
    }
    return new RunningServer(BarographServer.application().run(arguments.toArray(String[]::new)));
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  int httpPort() {
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** What a browser asks before a page of this origin may. */
  HttpResponse<String> options(String path, String origin, String... headers) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + path))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .headers(headers));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void awaitReady() {
    await().atMost(Duration.ofMinutes(1)).until(() -> get("/health/ready").statusCode() == 200);
  }

  @Override
  public void close() {
    context.close();
    client.close();
  }
}
