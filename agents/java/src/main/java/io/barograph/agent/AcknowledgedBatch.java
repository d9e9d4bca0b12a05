package io.barograph.agent;

import io.barograph.model.Labels;
import io.barograph.protocol.v1.Refusal;
import java.util.List;

/**
 * A batch that the server has committed, less what it refused. Batches arrive here in the order of
 * their acknowledgements, which need not be the order of sending. Good only during the call that
 * brings it: series that end make room for others.
 */
public final class AcknowledgedBatch {
  private final PendingBatch batch;
  private final SeriesHandles handles;
  private final long accepted;
  private final List<Refusal> refusals;

  AcknowledgedBatch(
      PendingBatch batch, SeriesHandles handles, long accepted, List<Refusal> refusals) {
    this.batch = batch;
    this.handles = handles;
    this.accepted = accepted;
    this.refusals = List.copyOf(refusals);
  }

  /** How many samples were sent in it. */
  public int size() {
    return batch.size();
  }

  /** How many of them are stored; equal to {@link #size()} when nothing was refused. */
  public long accepted() {
    return accepted;
  }

  /** What was refused and why, as the server said it. Refs in it are those of the connection. */
  public List<Refusal> refusals() {
    return refusals;
  }

  /** The series of the sample at {@code index}. */
  public Labels labels(int index) {
    return handles.get(batch.series()[index]).labels();
  }

  /** The timestamp of the sample at {@code index}, milliseconds since the Unix epoch. */
  public long timestamp(int index) {
    return batch.timestamps()[index];
  }

  /** The value of the sample at {@code index}. */
  public double value(int index) {
    return batch.values()[index];
  }
}
