package io.barograph.benchmarks.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts remote write requests that were encoded before, one at a time on each connection. */
public final class RemoteWriteSender implements AutoCloseable {
  private final URI target;
  private final int connections;
  private final ExecutorService senders;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public RemoteWriteSender(URI target, int connections) {
    this.target = target;
    this.connections = connections;
    this.senders = Executors.newFixedThreadPool(connections);
  }

  /** Posts each body; nanoseconds from the first attempt of each to its acknowledgement. */
  public long[] post(List<byte[]> bodies) throws Exception {
    long[] latencies = new long[bodies.size()];
    AtomicInteger next = new AtomicInteger();
    Callable<Integer> sender =
        () -> {
          int i;
          while ((i = next.getAndIncrement()) < bodies.size()) {
            long start = System.nanoTime();
            postUntilTaken(bodies.get(i));
            latencies[i] = System.nanoTime() - start;
          }
          return i;
        };
    List<Future<Integer>> running = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      running.add(senders.submit(sender));
    }
    for (Future<Integer> each : running) {
      each.get();
    }
    return latencies;
  }

  /** Posts one body, again and again while the server asks to come back. */
  public void postUntilTaken(byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    while (true) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 == 2) {
        return;
      }
      if (response.statusCode() != 503) {
        throw new IOException(response.statusCode() + ": " + response.body());
      }
      // A sender waits as long as it is asked to, and the table counts the wait.
      Thread.sleep(
          Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(1)));
    }
  }

  @Override
  public void close() {
    senders.close();
    client.close();
  }
}
