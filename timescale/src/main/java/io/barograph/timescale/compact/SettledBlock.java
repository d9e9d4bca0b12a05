package io.barograph.timescale.compact;

/** A row of {@code settled_block} to be written. Owns its payload. */
final class SettledBlock {
  private final long key;
  private final int samples;
  private final long minTime;
  private final long maxTime;
  private final byte[] payload;

  SettledBlock(long key, int samples, long minTime, long maxTime, byte[] payload) {
    this.key = key;
    this.samples = samples;
    this.minTime = minTime;
    this.maxTime = maxTime;
    this.payload = payload;
  }

  /** A {@link WindowKey}. */
  long key() {
    return key;
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
