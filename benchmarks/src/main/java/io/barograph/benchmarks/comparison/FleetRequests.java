package io.barograph.benchmarks.comparison;

import io.barograph.benchmarks.ingest.Fleet;
import java.util.ArrayList;
import java.util.List;

/** Hosts with the shape of TSBS devops; a tick is ten seconds. */
final class FleetRequests implements RequestSource {
  private static final long TICK_MILLIS = 10_000;

  private final Fleet fleet;
  private final int batch;
  private long timestamp;

  FleetRequests(int hosts, int batch, long firstTimestamp) {
    this.fleet = new Fleet(hosts, batch);
    this.batch = batch;
    this.timestamp = firstTimestamp;
  }

  @Override
  public List<EncodedRequest> nextTick() {
    List<EncodedRequest> requests = new ArrayList<>();
    int rest = fleet.series();
    for (byte[] body : fleet.requests(timestamp)) {
      requests.add(new EncodedRequest(body, Math.min(batch, rest), timestamp));
      rest -= batch;
    }
    timestamp += TICK_MILLIS;
    return requests;
  }
}
