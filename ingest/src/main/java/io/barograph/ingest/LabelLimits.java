package io.barograph.ingest;

/**
 * How large the label set of a series may be. Lengths are bytes of UTF-8, so that the limit is the
 * same for every script and bounds what a series costs in memory and in the database.
 *
 * @param labels labels of one series, the metric name included; labels with an empty value do not
 *     count, because they mean no label
 * @param nameBytes bytes of one label name
 * @param valueBytes bytes of one label value, the metric name included
 */
public record LabelLimits(int labels, int nameBytes, int valueBytes) {
  /** 64 labels, names of 1,024 bytes, values of 4,096 bytes. */
  public static final LabelLimits DEFAULTS = new LabelLimits(64, 1024, 4096);

  public LabelLimits {
    requirePositive("labels", labels);
    requirePositive("nameBytes", nameBytes);
    requirePositive("valueBytes", valueBytes);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
