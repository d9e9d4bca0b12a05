package io.barograph.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What ingest takes, for all doors together.
 *
 * @param labels how large a label set may be
 * @param retention how old a sample may be when it arrives: older ones would be dropped at once
 * @param future how far ahead of this server's clock a timestamp may be
 * @param inFlightBytes memory for what has arrived and is not yet stored, over all connections
 */
public record IngestLimits(
    LabelLimits labels, Duration retention, Duration future, long inFlightBytes) {
  /** Label defaults, 15 days, 10 minutes, 256 MiB. */
  public static final IngestLimits DEFAULTS =
      new IngestLimits(
          LabelLimits.DEFAULTS, Duration.ofDays(15), Duration.ofMinutes(10), 256L << 20);

  public IngestLimits {
    requireNonNull(labels, "labels is null");
    requireNonNegative("retention", retention);
    requireNonNegative("future", future);
    if (inFlightBytes <= 0) {
      throw new IllegalArgumentException("inFlightBytes must be positive, got " + inFlightBytes);
    }
  }

  private static void requireNonNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, got " + value);
    }
  }
}
