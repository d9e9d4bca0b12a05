package io.barograph.benchmarks.comparison;

/** A remote write request as it is posted. */
final class EncodedRequest {
  private final byte[] body;
  private final int samples;
  private final long timestamp;

  EncodedRequest(byte[] body, int samples, long timestamp) {
    this.body = body;
    this.samples = samples;
    this.timestamp = timestamp;
  }

  /** Not a copy. */
  byte[] body() {
    return body;
  }

  int samples() {
    return samples;
  }

  /** Of its last sample, in milliseconds. */
  long timestamp() {
    return timestamp;
  }
}
