package io.barograph.benchmarks.comparison;

import io.barograph.benchmarks.dataset.CapturedDataSet;
import io.barograph.benchmarks.density.FleetHour;
import io.barograph.benchmarks.ingest.RequestBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The captured node_exporter and Prometheus as several instances, again and again. */
final class CapturedRequests implements RequestSource {
  private final FleetHour hour;
  private final List<byte[]> labels;
  private final int batch;
  private int tick;

  CapturedRequests(int instances, int batch, long firstTimestamp) throws IOException {
    this.hour = new FleetHour(CapturedDataSet.load(), instances, firstTimestamp);
    this.labels = hour.labels().stream().map(RequestBody::encode).toList();
    this.batch = batch;
  }

  @Override
  public List<EncodedRequest> nextTick() {
    List<EncodedRequest> requests = new ArrayList<>();
    RequestBody body = new RequestBody();
    long[] last = new long[1];
    hour.tick(
        tick++,
        (series, timestamp, value) -> {
          body.add(labels.get(series), timestamp, value);
          last[0] = timestamp;
          if (body.samples() == batch) {
            requests.add(new EncodedRequest(body.compressAndClear(), batch, timestamp));
          }
        });
    if (body.samples() > 0) {
      int rest = body.samples();
      requests.add(new EncodedRequest(body.compressAndClear(), rest, last[0]));
    }
    return requests;
  }
}
