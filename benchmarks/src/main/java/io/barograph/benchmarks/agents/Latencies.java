package io.barograph.benchmarks.agents;

import java.util.Arrays;

/** How long each of many answers took. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  synchronized void add(long one) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = one;
  }

  synchronized int count() {
    return count;
  }

  /** Milliseconds within which a share of the answers came; NaN without answers. */
  synchronized double millis(double share) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return count == 0 ? Double.NaN : sorted[(int) Math.ceil(share * count) - 1] / 1e6;
  }
}
