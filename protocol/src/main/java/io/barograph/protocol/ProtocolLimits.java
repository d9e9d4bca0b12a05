package io.barograph.protocol;

/** What one agent may send. Servers may be configured lower, never higher. */
public final class ProtocolLimits {
  /** Bytes of one encoded {@code SampleColumns}, reassembled from its fragments. */
  public static final int BATCH_BYTES = 4 << 20;

  /** Samples of one batch. */
  public static final int BATCH_SAMPLES = 100_000;

  /** Bytes of one RSocket frame: a whole batch with its metadata, for clients that do not cut. */
  public static final int FRAME_BYTES = BATCH_BYTES + (64 << 10);

  /** Bytes of a setup payload, metadata included. */
  public static final int SETUP_BYTES = 64 << 10;

  /** Series that one channel may define. */
  public static final int CHANNEL_SERIES = 1_000_000;

  /** Milliseconds without a keepalive after which a server may take the agent for gone. */
  public static final int KEEPALIVE_LIFETIME_MS = 600_000;

  /** Series named in one refusal. */
  public static final int REFUSAL_REFS = 10;

  private ProtocolLimits() {}
}
