package io.barograph.benchmarks.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A server that speaks the Prometheus HTTP API. */
public record QueryServer(String name, URI base) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * Asks over a range and reads the whole answer.
   *
   * @throws IOException if the answer is no success
   */
  public String ask(String expression, long startSeconds, long endSeconds, int stepSeconds)
      throws IOException, InterruptedException {
    // nocache is VictoriaMetrics' word for not answering from the last time; others ignore it.
    String query =
        "/api/v1/query_range?nocache=1&query=%s&start=%d&end=%d&step=%d"
            .formatted(URLEncoder.encode(expression, UTF_8), startSeconds, endSeconds, stepSeconds);
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(base.resolve(query)).timeout(Duration.ofMinutes(2)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          name
              + " answered "
              + expression
              + " with "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body();
  }
}
