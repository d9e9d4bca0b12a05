package io.barograph.promql.step;

import io.barograph.promql.value.QueryException;
import java.util.function.BooleanSupplier;

/**
 * What one query may still use. Loops over series or steps call {@link #check()} now and then, and
 * whoever allocates charges first. Not thread-safe: one evaluation, one thread.
 */
public final class Budget {
  private final long limit;
  private final BooleanSupplier cancelled;
  private long used;
  private long peak;

  /**
   * A budget of {@code limit} samples.
   *
   * @param cancelled whether nobody waits for the result any more; cheap, asked often
   */
  public Budget(long limit, BooleanSupplier cancelled) {
    this.limit = limit;
    this.cancelled = cancelled;
  }

  /** Accounts for samples about to be held; throws if they are too many. */
  public void charge(long samples) {
    check();
    used += samples;
    if (used > limit) {
      throw QueryException.tooManySamples(limit);
    }
    peak = Math.max(peak, used);
  }

  public long used() {
    return used;
  }

  /** Back to an earlier {@link #used()}, plus what is still held. */
  public void settle(long earlier, long held) {
    used = earlier + held;
    peak = Math.max(peak, used);
  }

  /** The most that was held at any time. */
  public long peak() {
    return peak;
  }

  /** Throws if the query was cancelled. */
  public void check() {
    if (cancelled.getAsBoolean()) {
      throw QueryException.canceled();
    }
  }
}
