package io.barograph.benchmarks.agents;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A view of services that is asked again and again. */
final class AskedView {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String name;
  private final String path;

  /** Of the window that the view is asked about, or zero for what it takes by itself. */
  private final Duration window;

  private final Latencies first = new Latencies();
  private final Latencies later = new Latencies();

  AskedView(String name, String path, Duration window) {
    this.name = name;
    this.path = path;
    this.window = window;
  }

  /** Asks once, in the fleet's first minute or later. */
  void ask(URI server, long nowMillis, boolean isFirstMinute)
      throws IOException, InterruptedException {
    String from =
        window.isZero()
            ? ""
            : (path.contains("?") ? "&" : "?") + "from=" + (nowMillis - window.toMillis()) / 1000;
    long start = System.nanoTime();
    HttpResponse<byte[]> answer =
        CLIENT.send(
            HttpRequest.newBuilder(server.resolve(path + from)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    (isFirstMinute ? first : later).add(System.nanoTime() - start);
    if (answer.statusCode() != 200) {
      throw new IOException("%s answered %d".formatted(path, answer.statusCode()));
    }
  }

  /** A row of a table. */
  void print() {
    System.out.printf(
        "| %s | %.0f | %d | %.0f | %.0f | %.0f |%n",
        name,
        first.millis(0.95),
        later.count(),
        later.millis(0.5),
        later.millis(0.95),
        later.millis(1));
  }
}
