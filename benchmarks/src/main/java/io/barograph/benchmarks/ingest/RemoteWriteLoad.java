package io.barograph.benchmarks.ingest;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The fleet over remote write. */
final class RemoteWriteLoad implements IngestLoad.Door {
  private final Fleet fleet;
  private final RemoteWriteSender sender;

  RemoteWriteLoad(Fleet fleet, URI target, int connections) {
    this.fleet = fleet;
    this.sender = new RemoteWriteSender(target, connections);
  }

  @Override
  public Callable<long[]> prepare(long firstTimestamp, long interval, int ticks) {
    List<byte[]> bodies = new ArrayList<>();
    for (int tick = 0; tick < ticks; tick++) {
      bodies.addAll(fleet.requests(firstTimestamp + tick * interval));
    }
    return () -> sender.post(bodies);
  }

  @Override
  public void close() {
    sender.close();
  }
}
