package io.barograph.timescale.compact;

/** A row of {@code settled_block} to be written. Owns its payload. */
final class SettledBlock {
  private final long key;
  private final long start;
  private final int samples;
  private final long minTime;
  private final long maxTime;
  private final byte[] payload;

  SettledBlock(long key, long start, int samples, long minTime, long maxTime, byte[] payload) {
    this.key = key;
    this.start = start;
    this.samples = samples;
    this.minTime = minTime;
    this.maxTime = maxTime;
    this.payload = payload;
  }

  /** The {@link WindowKey} of its hour. */
  long key() {
    return key;
  }

  /** From when on it holds what the hour has, in milliseconds since the Unix epoch. */
  long start() {
    return start;
  }

  int samples() {
    return samples;
  }

  long minTime() {
    return minTime;
  }

  long maxTime() {
    return maxTime;
  }

  byte[] payload() {
    return payload;
  }
}
