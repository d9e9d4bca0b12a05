package io.barograph.benchmarks.comparison;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A system that takes remote write and answers PromQL, while it runs. */
interface StorageSystem {
  /**
   * Waits until the system has done by itself what it does with samples after it acknowledged them.
   *
   * @param samples that it was sent since it started
   */
  void awaitRest(long samples) throws IOException, InterruptedException;

  /**
   * Brings what it stores into the form in which it keeps it, and answers its bytes on disk.
   *
   * @param patience how long to wait for what is no longer needed and goes by itself; with none, it
   *     is left out
   */
  long settledBytes(Duration patience) throws IOException, InterruptedException;

  /**
   * The system of that name.
   *
   * @param store the database's address for Barograph, the directory of the data for others
   */
  static StorageSystem of(String name, URI base, SystemProcesses processes, String store) {
    HttpGateway http = new HttpGateway(name, base);
    return switch (name) {
      case "Barograph" -> new BarographSystem(http, store);
      case "Prometheus" -> new PrometheusSystem(http, processes, Path.of(store));
      case "VictoriaMetrics" -> new VictoriaMetricsSystem(http, processes, Path.of(store));
      default -> throw new IllegalArgumentException("\"%s\" is no known system".formatted(name));
    };
  }
}
