package io.barograph.queryapi;

import io.barograph.promql.parse.DurationSyntax;
import java.time.Duration;
import java.util.OptionalDouble;

/** Durations as clients write them: decimal seconds, or Prometheus's {@code 1h30m}. */
final class DurationText {
  /** Longest duration that Prometheus can hold, in seconds. */
  private static final double LONGEST_SECONDS = Long.MAX_VALUE / 1e9;

  private DurationText() {}

  /**
   * The duration, rounded to milliseconds.
   *
   * @throws IllegalArgumentException with Prometheus's wording
   */
  static Duration parse(String text) {
    OptionalDouble number = DecimalText.parse(text);
    if (number.isEmpty()) {
      return withUnits(text);
    }
    double seconds = number.getAsDouble();
    if (Math.abs(seconds) > LONGEST_SECONDS) {
      throw invalid(text, ". It overflows int64");
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static Duration withUnits(String text) {
    try {
      return Duration.ofMillis(DurationSyntax.parse(text));
    } catch (IllegalArgumentException e) {
      throw invalid(text, "");
    }
  }

  private static IllegalArgumentException invalid(String text, String addition) {
    return new IllegalArgumentException(
        "cannot parse \"" + text + "\" to a valid duration" + addition);
  }
}
