package io.barograph.timescale.append;

import io.barograph.storage.SampleBatch;
import io.barograph.timescale.waiting.WaitingLine;

/** A batch that waits for the writer. */
final class AppendRequest implements WaitingLine.Item {
  private final SampleBatch batch;

  /** Set by the writer when series have been removed since the batch was made. */
  private volatile boolean stale;

  AppendRequest(SampleBatch batch) {
    this.batch = batch;
  }

  SampleBatch batch() {
    return batch;
  }

  void markStale() {
    stale = true;
  }

  boolean isStale() {
    return stale;
  }

  @Override
  public int weight() {
    return Math.max(1, batch.size());
  }
}
