package io.barograph.queryapi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Points in time as clients write them: decimal seconds since the epoch, or RFC 3339. */
final class TimeText {
  /** What Prometheus's own clients send for the beginning and the end of all time. */
  private static final String EARLIEST = "-292273086-05-16T16:47:06Z";

  private static final String LATEST = "292277025-08-18T07:12:54.999999999Z";

  private TimeText() {}

  /** Milliseconds since the epoch, rounded; empty when the text is neither form. */
  static OptionalLong millis(String text) {
    String trimmed = text.strip();
    if (trimmed.equals(EARLIEST)) {
      return OptionalLong.of(Long.MIN_VALUE);
    }
    if (trimmed.equals(LATEST)) {
      return OptionalLong.of(Long.MAX_VALUE);
    }
    OptionalDouble seconds = DecimalText.parse(trimmed);
    return seconds.isPresent() ? fromSeconds(seconds.getAsDouble()) : rfc3339(trimmed);
  }

  private static OptionalLong fromSeconds(double seconds) {
    if (Math.abs(seconds) > Long.MAX_VALUE / 1000.0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        new BigDecimal(seconds).movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValue());
  }

  /** Seconds since the epoch with three decimals, or none when they are zero, as in answers. */
  static String seconds(long millis) {
    long whole = Math.abs(millis / 1000);
    int fraction = (int) Math.abs(millis % 1000);
    String sign = millis < 0 ? "-" : "";
    return fraction == 0 ? sign + whole : sign + whole + "." + threeDigits(fraction);
  }

  private static String threeDigits(int fraction) {
    return fraction < 10 ? "00" + fraction : fraction < 100 ? "0" + fraction : "" + fraction;
  }

  private static OptionalLong rfc3339(String text) {
    try {
      return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }
}
