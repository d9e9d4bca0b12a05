package io.barograph.timescale.block;

/** What is done to a block's bytes after encoding. Readers take either. */
public enum BlockCompression {
  /** Nothing: SQL can decode the block. */
  NONE,
  /** Zstandard: smaller by about a fifth on real data, but {@code barograph.samples} refuses it. */
  ZSTD
}
