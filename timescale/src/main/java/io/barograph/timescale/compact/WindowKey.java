package io.barograph.timescale.compact;

import static java.lang.Math.clamp;

/**
 * The group and hour of a settled row as one long that orders by group, then hour. Hours count from
 * the Unix epoch.
 */
final class WindowKey {
  static final long HOUR_MILLIS = 3_600_000;

  private static final int GROUP_SHIFT = 7;

  private WindowKey() {}

  static long of(int group, int hour) {
    return (long) group << 32 | Integer.toUnsignedLong(hour ^ Integer.MIN_VALUE);
  }

  /** Where a sample belongs. Hours that no int holds, 245,000 years away, become the nearest. */
  static long ofSample(long seriesId, long timestamp) {
    long hour = Math.floorDiv(timestamp, HOUR_MILLIS);
    return of((int) (seriesId >>> GROUP_SHIFT), clamp(hour, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  /** First millisecond of the hour. */
  static long start(long key) {
    return hour(key) * HOUR_MILLIS;
  }

  static int group(long key) {
    return (int) (key >>> 32);
  }

  static int hour(long key) {
    return (int) key ^ Integer.MIN_VALUE;
  }
}
