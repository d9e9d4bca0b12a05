package io.barograph.queryapi;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Decimal numbers as clients write seconds. Stricter than Java, to which {@code 5d} is a number.
 */
final class DecimalText {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d{1,40}\\.?\\d{0,40}|\\.\\d{1,40})(?:[eE][+-]?\\d{1,4})?");

  private DecimalText() {}

  /** The number, which may be infinite; empty when the text is none. */
  static OptionalDouble parse(String text) {
    return DECIMAL.matcher(text).matches()
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }
}
