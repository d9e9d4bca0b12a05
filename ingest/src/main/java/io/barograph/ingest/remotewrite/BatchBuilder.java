package io.barograph.ingest.remotewrite;

import io.barograph.ingest.CheckedLabels;
import io.barograph.ingest.LabelSetBuilder;
import io.barograph.ingest.RefusalSummary;
import io.barograph.ingest.SeriesText;
import io.barograph.ingest.TimestampBounds;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import io.barograph.storage.SampleBatch;

/** Turns a decoded request into the columns that storage takes, and says what is left out. */
final class BatchBuilder {
  private BatchBuilder() {}

  /**
   * The samples to store. The columns of the request stay as they are, and may become the batch's.
   */
  static SampleBatch build(
      DecodedRequest request,
      SeriesIds ids,
      TimestampBounds bounds,
      LabelSetBuilder labels,
      RefusalSummary refusals) {
    if (request.hasOneSampleEach()
        && request.isWithin(bounds)
        && request.histograms() == 0
        && ids.areComplete()) {
      return new SampleBatch(
          ids.generation(), ids.ids(), request.timestamps(), request.values(), request.samples());
    }
    long[] seriesIds = new long[request.samples()];
    long[] timestamps = new long[request.samples()];
    double[] values = new double[request.samples()];
    int size = 0;
    for (int series = 0; series < request.series(); series++) {
      int place = series;
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
              bounds.reason(timestamp),
              1,
              series,
              () -> text(request, place, labels) + bounds.rejection(timestamp).message());
          continue;
        }
        seriesIds[size] = id;
        timestamps[size] = timestamp;
        values[size++] = request.values()[i];
      }
    }
    if (request.histograms() > 0) {
      refuseHistograms(request, labels, refusals);
    }
    return new SampleBatch(ids.generation(), seriesIds, timestamps, values, size);
  }

  private static void refuseHistograms(
      DecodedRequest request, LabelSetBuilder labels, RefusalSummary refusals) {
    for (int series = 0; series < request.series(); series++) {
      int place = series;
      if (request.histograms(series) > 0) {
        refusals.add(
            RejectReason.UNSUPPORTED,
            request.histograms(series),
            series,
            () ->
                text(request, place, labels)
                    + "native histograms are not stored; send classic ones with le buckets");
      }
    }
  }

  /** Names a series in front of what is wrong with its samples. */
  private static String text(DecodedRequest request, int series, LabelSetBuilder labels) {
    CheckedLabels checked =
        new LabelsDecoder(labels)
            .decode(request.bytes(), request.labelOffset(series), request.labelLength(series));
    return switch (checked) {
      case CheckedLabels.Valid valid -> "series " + SeriesText.shortened(valid.labels()) + ": ";
      case CheckedLabels.Refused refused -> refused.rejection().message() + "; and ";
    };
  }
}
