package io.barograph.protocol;

/** What one agent may send. Servers may be configured lower, never higher. */
public final class ProtocolLimits {
  /** Bytes of one encoded {@code SampleColumns}, reassembled from its fragments. */
  public static final int BATCH_BYTES = 4 << 20;

  /** Samples of one batch. */
  public static final int BATCH_SAMPLES = 100_000;

  /** Transactions, exceptions and events of one {@code RecordBatch}, all together. */
  public static final int BATCH_RECORDS = 1_000;

  /** Processes reported in one {@code RecordBatch}. */
  public static final int BATCH_PROCESSES = 1_000;

  /** Bytes of one encoded {@code RecordBatch}, reassembled from its fragments. */
  public static final int RECORD_BATCH_BYTES = 1 << 20;

  /** Bytes of UTF-8 kept of one stack; the rest is cut and the record marked. */
  public static final int STACK_BYTES = 32 << 10;

  /** Bytes of UTF-8 kept of any other text of a record, such as message, path or attribute. */
  public static final int TEXT_BYTES = 4 << 10;

  /** Bytes of UTF-8 kept of a name: job, instance, route, method, type, origin or kind. */
  public static final int NAME_BYTES = 512;

  /** Attributes kept of one record. */
  public static final int RECORD_ATTRIBUTES = 32;

  /** Frames kept of one stack. */
  public static final int STACK_FRAMES = 100;

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
