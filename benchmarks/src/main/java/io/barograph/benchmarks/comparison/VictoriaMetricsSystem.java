package io.barograph.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** VictoriaMetrics writes what it holds in memory when asked, and merges its parts when forced. */
record VictoriaMetricsSystem(HttpGateway http, SystemProcesses processes, Path data)
    implements StorageSystem {
  private static final int MOST_SECONDS = 180;

  @Override
  public void awaitRest(long samples) throws IOException, InterruptedException {
    http.get("/internal/force_flush");
    Idleness.await(processes);
  }

  @Override
  public long settledBytes(Duration patience) throws IOException, InterruptedException {
    http.get("/internal/force_flush");
    http.get("/internal/force_merge");
    // The merge is begun behind the answer; it is over when it is no longer counted.
    int second = 0;
    do {
      if (second++ == MOST_SECONDS) {
        throw new IOException("the forced merge takes longer than %d s".formatted(MOST_SECONDS));
      }
      TimeUnit.SECONDS.sleep(1);
    } while (http.metric("vm_active_force_merges") > 0);
    Idleness.await(processes);
    return FileSizes.below(data.resolve("data")) + FileSizes.below(data.resolve("indexdb"));
  }
}
