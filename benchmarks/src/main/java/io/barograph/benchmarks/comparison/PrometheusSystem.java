package io.barograph.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prometheus keeps three hours in its head before it writes a block. A snapshot is those blocks and
 * the head written as a block, without the write-ahead log.
 */
record PrometheusSystem(HttpGateway http, SystemProcesses processes, Path data)
    implements StorageSystem {
  @Override
  public void awaitRest(long samples) throws IOException, InterruptedException {
    Idleness.await(processes);
  }

  @Override
  public long settledBytes(Duration patience) throws IOException, InterruptedException {
    String answer = http.post("/api/v1/admin/tsdb/snapshot");
    String name = JsonMapper.shared().readTree(answer).required("data").required("name").asString();
    return FileSizes.below(data.resolve("snapshots").resolve(name));
  }
}
