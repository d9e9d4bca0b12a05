package io.barograph.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.promql.value.QueryResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks one server. Every call may fail with {@link ApiFailure}. */
public final class ApiClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);
  private static final String FORM = "application/x-www-form-urlencoded";

  private final URI server;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * A client of the server at this URL.
   *
   * @param token empty where the server wants none
   */
  public ApiClient(URI server, String token) {
    String text = server.toString();
    this.server = URI.create(text.endsWith("/") ? text : text + "/");
    this.token = token;
  }

  /** The value of a query at one time, in milliseconds since the Unix epoch. */
  public QueryResult instant(String query, long time) {
    return ApiResult.parse(form("api/v1/query", "query", query, "time", seconds(time)));
  }

  /** The values of a query over a range; all in milliseconds. */
  public QueryResult range(String query, long start, long end, long step) {
    return ApiResult.parse(rangeText(query, start, end, step));
  }

  /** The answer to {@link #instant} as it came. */
  public String instantText(String query, long time) {
    return ApiResult.checked(form("api/v1/query", "query", query, "time", seconds(time)));
  }

  /** The answer to {@link #range} as it came. */
  public String rangeText(String query, long start, long end, long step) {
    return ApiResult.checked(
        form(
            "api/v1/query_range",
            "query",
            query,
            "start",
            seconds(start),
            "end",
            seconds(end),
            "step",
            seconds(step)));
  }

  /** Sends a body of remote write, compressed. */
  public void remoteWrite(byte[] body) {
    HttpResponse<String> response =
        send(
            request("api/v1/write")
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(BodyPublishers.ofByteArray(body)));
    if (response.statusCode() / 100 != 2) {
      throw new ApiFailure("refused", response.body().strip());
    }
  }

  private String form(String path, String... namesAndValues) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(namesAndValues[i])
          .append('=')
          .append(URLEncoder.encode(namesAndValues[i + 1], UTF_8));
    }
    return send(request(path)
            .header("Content-Type", FORM)
            .POST(BodyPublishers.ofString(form.toString())))
        .body();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER_TIMEOUT);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ApiFailure("unreachable", "no answer from \"%s\": %s".formatted(server, reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiFailure("unreachable", "interrupted while waiting for \"" + server + "\"");
    }
  }

  /** Refused connections come without a message. */
  private static String reason(IOException e) {
    return e.getMessage() == null ? "is the server running?" : e.getMessage();
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  @Override
  public void close() {
    client.close();
  }
}
