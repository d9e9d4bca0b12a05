package io.barograph.timescale.waiting;

/**
 * How long what waits should wait for more, though the worker is free: for those whom the last
 * piece of work has answered, if they come again as soon as they may. Times are nanoseconds of one
 * clock. Guarded by the line's lock.
 */
final class Pause {
  /** Those who are answered take about as long to come again as their piece of work took. */
  private static final int PATIENCE = 2;

  private final long longest;
  private final long mostAtOnce;

  /** Of the piece that is worked on, or was last. */
  private long weight;

  private long began;

  /** What is likely to wait soon, and until when that may take. */
  private long expected;

  private long end;

  Pause(WaitingLine.Settings settings) {
    longest = settings.longestPause().toNanos();
    mostAtOnce = settings.maxAtOnce();
  }

  void pieceBegins(long pieceWeight, long now) {
    weight = pieceWeight;
    began = now;
  }

  void pieceEnds(long waiting, long now) {
    expected = Math.min(weight + waiting, mostAtOnce);
    end = now + Math.min(PATIENCE * (now - began), longest);
  }

  /** What is left of it, positive if there is one. */
  long left(long waiting, long now) {
    return waiting >= expected ? 0 : end - now;
  }
}
