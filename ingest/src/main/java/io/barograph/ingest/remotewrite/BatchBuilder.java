package io.barograph.ingest.remotewrite;

import io.barograph.ingest.RefusalSummary;
import io.barograph.ingest.TimestampBounds;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import io.barograph.storage.SampleBatch;

/** Turns a decoded request into the columns that storage takes, and says what is left out. */
final class BatchBuilder {
  private BatchBuilder() {}

  /**
   * The samples to store. Works in fresh columns, because the request may be needed again when ids
   * turn out to be stale.
   */
  static SampleBatch build(
      DecodedRequest request, SeriesIds ids, TimestampBounds bounds, RefusalSummary refusals) {
    long[] seriesIds = new long[request.samples()];
    long[] timestamps = new long[request.samples()];
    double[] values = new double[request.samples()];
    int size = 0;
    for (int series = 0; series < request.series(); series++) {
      int start = request.sampleStart(series);
      int end = request.sampleEnd(series);
      long id = ids.ids()[series];
      if (id < 0) {
        Rejection rejection = ids.rejection(series);
        refusals.add(rejection.reason(), end - start, series, rejection::message);
        continue;
      }
      for (int i = start; i < end; i++) {
        long timestamp = request.timestamps()[i];
        if (!bounds.contains(timestamp)) {
          refusals.add(
              bounds.reason(timestamp), 1, series, () -> bounds.rejection(timestamp).message());
          continue;
        }
        seriesIds[size] = id;
        timestamps[size] = timestamp;
        values[size++] = request.values()[i];
      }
    }
    if (request.hasHistograms()) {
      refuseHistograms(request, refusals);
    }
    return new SampleBatch(ids.generation(), seriesIds, timestamps, values, size);
  }

  private static void refuseHistograms(DecodedRequest request, RefusalSummary refusals) {
    for (int series = 0; series < request.series(); series++) {
      if (request.histograms(series) > 0) {
        refusals.add(
            RejectReason.UNSUPPORTED,
            request.histograms(series),
            series,
            () -> "native histograms are not stored; send classic ones with le buckets");
      }
    }
  }
}
