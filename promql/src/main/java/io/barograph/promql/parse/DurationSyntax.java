package io.barograph.promql.parse;

import static io.barograph.promql.lex.StringSyntax.quote;

import java.util.List;

/** Durations such as {@code 1h30m}: whole numbers with units, the largest unit first. */
public final class DurationSyntax {
  private static final List<String> UNITS = List.of("y", "w", "d", "h", "m", "s", "ms");
  private static final long[] LENGTHS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };

  /** 292 years: Prometheus counts durations in nanoseconds. */
  private static final long LONGEST = Long.MAX_VALUE / 1_000_000;

  private DurationSyntax() {}

  /**
   * Milliseconds.
   *
   * @throws IllegalArgumentException if it is no duration, with the problem as message
   */
  public static long parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty duration string");
    }
    if (text.equals("0")) {
      return 0;
    }
    long total = 0;
    int lastUnit = -1;
    int i = 0;
    while (i < text.length()) {
      int digits = i;
      while (i < text.length() && isDigit(text.charAt(i))) {
        i++;
      }
      int unitStart = i;
      while (i < text.length() && !isDigit(text.charAt(i))) {
        i++;
      }
      if (digits == unitStart || unitStart == i || unitStart - digits > 18) {
        throw notADuration(text);
      }
      String unitText = text.substring(unitStart, i);
      int unit = UNITS.indexOf(unitText);
      if (unit < 0) {
        throw new IllegalArgumentException(
            "unknown unit " + quote(unitText) + " in duration " + quote(text));
      }
      if (unit <= lastUnit) {
        throw notADuration(text);
      }
      lastUnit = unit;
      long count = Long.parseLong(text, digits, unitStart, 10);
      if (count > (LONGEST - total) / LENGTHS[unit]) {
        throw outOfRange();
      }
      total += count * LENGTHS[unit];
    }
    return total;
  }

  /**
   * Milliseconds of a duration given as seconds, rounded.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  static long fromSeconds(double seconds) {
    if (!(Math.abs(seconds) <= LONGEST / 1000.0)) {
      throw outOfRange();
    }
    return (long) Math.rint(seconds * 1000);
  }

  private static IllegalArgumentException outOfRange() {
    return new IllegalArgumentException("duration out of range");
  }

  private static IllegalArgumentException notADuration(String text) {
    return new IllegalArgumentException("not a valid duration string: " + quote(text));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
