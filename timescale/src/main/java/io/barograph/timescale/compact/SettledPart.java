package io.barograph.timescale.compact;

/**
 * A row of {@code settled_block} as it stands: the samples of a group from its start to the start
 * of the next part of the hour, or to the end of the hour. Most hours have one. Owns its payload.
 */
final class SettledPart {
  private final long key;
  private final long start;
  private final int samples;
  private final byte[] payload;

  SettledPart(long key, long start, int samples, byte[] payload) {
    this.key = key;
    this.start = start;
    this.samples = samples;
    this.payload = payload;
  }

  /** The {@link WindowKey} of its hour. */
  long key() {
    return key;
  }

  /** First millisecond, since the Unix epoch. */
  long start() {
    return start;
  }

  int samples() {
    return samples;
  }

  byte[] payload() {
    return payload;
  }
}
