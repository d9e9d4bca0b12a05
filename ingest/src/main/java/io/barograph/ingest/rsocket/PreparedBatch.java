package io.barograph.ingest.rsocket;

import io.barograph.ingest.InFlightBudget.Reservation;
import io.barograph.ingest.RefusalSummary;
import io.barograph.storage.RejectReason;
import io.barograph.storage.SampleBatch;
import java.util.Map;

/** A batch on its way to storage: decoded, checked, its memory paid for. */
final class PreparedBatch {
  private final long number;

  /** Of all samples that came, the refused ones included. */
  private final int[] refs;

  private final RefusalSummary refusals;
  private final Reservation reservation;
  private final long startNanos;
  private SampleBatch samples;

  PreparedBatch(
      long number,
      int[] refs,
      SampleBatch samples,
      RefusalSummary refusals,
      Reservation reservation,
      long startNanos) {
    this.number = number;
    this.refs = refs;
    this.samples = samples;
    this.refusals = refusals;
    this.reservation = reservation;
    this.startNanos = startNanos;
  }

  long number() {
    return number;
  }

  /** Those that go to storage. */
  SampleBatch samples() {
    return samples;
  }

  /**
   * Puts the ids of the table's generation in place of those that have become invalid. Goes by id
   * and not by place: storage owned the columns and may have sorted them.
   *
   * @return false if the old generation is too long ago to know what its ids have become
   */
  boolean renew(SeriesTable table) {
    Map<Long, Long> successors = table.successors(samples.generation(), refs);
    if (successors == null) {
      return false;
    }
    long[] ids = samples.seriesIds();
    int kept = 0;
    for (int i = 0; i < samples.size(); i++) {
      Long successor = successors.get(ids[i]);
      if (successor == null || successor < 0) {
        refusals.add(
            RejectReason.TOO_MANY_SERIES,
            1,
            0,
            () -> "series was removed and storage has no room for it now; send it again later");
        continue;
      }
      ids[kept] = successor;
      samples.timestamps()[kept] = samples.timestamps()[i];
      samples.values()[kept++] = samples.values()[i];
    }
    samples =
        new SampleBatch(table.generation(), ids, samples.timestamps(), samples.values(), kept);
    return true;
  }

  RefusalSummary refusals() {
    return refusals;
  }

  long startNanos() {
    return startNanos;
  }

  Reservation reservation() {
    return reservation;
  }
}
