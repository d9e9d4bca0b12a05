package io.barograph.ingest.rsocket;

import io.barograph.ingest.RefusalSummary;
import io.barograph.ingest.TimestampBounds;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import io.barograph.storage.SampleBatch;
import java.util.Arrays;

/** Turns decoded columns into what storage takes, and says what is refused of them. */
final class BatchCheck {
  private static final int[] NO_REFS = new int[0];

  private BatchCheck() {}

  /**
   * The refs of a batch.
   *
   * @param last those of the batch before, repeated where a batch brings none
   * @return one ref for each value; none where the batch is refused as a whole
   */
  static int[] refs(DecodedBatch batch, int[] last, RefusalSummary refusals) {
    int samples = batch.valueCount;
    boolean repeats = batch.refCount == 0 && samples > 0;
    int refCount = repeats ? last.length : batch.refCount;
    if (refCount != samples) {
      refuseAll(
          batch,
          refusals,
          repeats
              ? "batch %s has %d values and repeats the %d refs of the batch before; send as many, or send refs"
                  .formatted(Long.toUnsignedString(batch.number), samples, refCount)
              : "batch %s has %d values and %d refs; send one ref for each value"
                  .formatted(Long.toUnsignedString(batch.number), samples, refCount));
      return NO_REFS;
    }
    if (batch.offsetCount != 0 && batch.offsetCount != samples) {
      refuseAll(
          batch,
          refusals,
          "batch %s has %d values and %d timestamp offsets; send one for each value, or none"
              .formatted(Long.toUnsignedString(batch.number), samples, batch.offsetCount));
      return NO_REFS;
    }
    if (repeats) {
      return last;
    }
    return batch.refs.length == samples ? batch.refs : Arrays.copyOf(batch.refs, samples);
  }

  private static void refuseAll(DecodedBatch batch, RefusalSummary refusals, String message) {
    int example = batch.refCount > 0 ? batch.refs[0] : 0;
    refusals.add(RejectReason.MALFORMED, batch.valueCount, example, () -> message);
  }

  /**
   * The samples that may be stored. The columns of {@code batch} become those of the answer.
   *
   * @param refs one for each value
   */
  static SampleBatch check(
      DecodedBatch batch,
      int[] refs,
      SeriesTable table,
      TimestampBounds bounds,
      RefusalSummary refusals) {
    int samples = refs.length;
    long[] ids = new long[samples];
    boolean allKnown = table.gather(refs, ids);
    long[] timestamps = timestamps(batch, samples);
    double[] values = batch.values;
    int kept = samples;
    if (!allKnown || !allWithin(timestamps, bounds)) {
      kept = 0;
      for (int i = 0; i < samples; i++) {
        if (ids[i] < 0) {
          Rejection rejection = table.rejection(refs[i]);
          refusals.add(rejection.reason(), 1, refs[i], rejection::message);
        } else if (!bounds.contains(timestamps[i])) {
          long timestamp = timestamps[i];
          refusals.add(
              bounds.reason(timestamp), 1, refs[i], () -> bounds.rejection(timestamp).message());
        } else {
          ids[kept] = ids[i];
          timestamps[kept] = timestamps[i];
          values[kept++] = values[i];
        }
      }
    }
    return new SampleBatch(table.generation(), ids, timestamps, values, kept);
  }

  private static boolean allWithin(long[] timestamps, TimestampBounds bounds) {
    long earliest = bounds.earliest();
    long latest = bounds.latest();
    for (long timestamp : timestamps) {
      if (timestamp < earliest || timestamp > latest) {
        return false;
      }
    }
    return true;
  }

  private static long[] timestamps(DecodedBatch batch, int samples) {
    long base = batch.baseTimestamp;
    long[] timestamps = new long[samples];
    if (batch.offsetCount == 0) {
      Arrays.fill(timestamps, base);
      return timestamps;
    }
    long[] offsets = batch.offsets;
    for (int i = 0; i < samples; i++) {
      long sum = base + offsets[i];
      // A sum beyond a long is beyond all bounds: it must not come round to a legal time.
      boolean overflow = ((base ^ sum) & (offsets[i] ^ sum)) < 0;
      timestamps[i] = overflow ? (base < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }
    return timestamps;
  }
}
