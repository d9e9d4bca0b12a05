package io.barograph.integration.queryload;

import io.barograph.integration.process.HttpAnswer;
import io.barograph.integration.process.HttpDoor;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that each ask one query of a dashboard after the other, as fast as they are answered. */
final class DashboardClients implements AutoCloseable {
  private static final List<String> QUERIES =
      List.of(
          SteadyIngest.METRIC + "{host=\"host-7\",route=\"/route/3\"}",
          "sum by (route) (rate(" + SteadyIngest.METRIC + "{host=~\"host-[1-8]\"}[1m]))",
          "topk(5, sum by (host) (rate(" + SteadyIngest.METRIC + "{route=\"/route/9\"}[1m])))",
          "max(" + SteadyIngest.METRIC + "{host=\"host-3\"})",
          "count(up) or vector(0)");

  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Clock clock = Clock.systemUTC();
  private final HttpDoor http;
  private volatile boolean stopped;

  private DashboardClients(URI server) {
    this.http = new HttpDoor(server);
  }

  static DashboardClients start(int count, URI server) {
    DashboardClients clients = new DashboardClients(server);
    for (int i = 0; i < count; i++) {
      int first = i;
      clients.threads.add(Thread.ofVirtual().start(() -> clients.ask(first)));
    }
    return clients;
  }

  private void ask(int first) {
    for (int i = first; !stopped; i++) {
      long end = clock.millis() / 1000;
      long start = System.nanoTime();
      try {
        HttpAnswer answer =
            http.postForm(
                "/api/v1/query_range",
                Map.of(
                    "query", QUERIES.get(i % QUERIES.size()),
                    "start", String.valueOf(end - 300),
                    "end", String.valueOf(end),
                    "step", "5"));
        if (answer.status() != 200) {
          errors.add(answer.status() + ": " + answer.body());
        }
      } catch (RuntimeException e) {
        errors.add(e.toString());
      }
      nanos.add(System.nanoTime() - start);
    }
  }

  /** Answers that were none, with their texts. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** How many queries were answered, and how long a share of them took at most. */
  String latencies() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length == 0
        ? "no query was answered"
        : "%d queries, p50 %.0f ms, p99 %.0f ms, slowest %.0f ms"
            .formatted(
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                sorted[sorted.length - 1] / 1e6);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
