package io.barograph.alertengine.template;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Go's {@code time.Duration}.
 *
 * @param length of time, to the nanosecond
 */
public record GoDuration(Duration length) implements TemplateObject {
  private static final double NANOS = 1e9;

  /** The length in seconds. */
  public double seconds() {
    return length.getSeconds() + length.getNano() / NANOS;
  }

  @Override
  public Object field(String name) {
    return switch (name) {
      case "Seconds" -> seconds();
      case "Minutes" -> seconds() / 60;
      case "Hours" -> seconds() / 3600;
      case "Milliseconds" -> length.toMillis();
      case "String" -> toString();
      default ->
          throw new IllegalArgumentException(
              "can't evaluate field " + name + " in type time.Duration");
    };
  }

  /** Such as {@code 1h2m3.5s}; below a second in the largest unit that gives a whole part. */
  @Override
  public String toString() {
    if (length.isZero()) {
      return "0s";
    }
    if (length.isNegative()) {
      return "-" + new GoDuration(length.negated());
    }
    if (length.getSeconds() == 0) {
      return belowASecond(length.toNanosPart());
    }
    String seconds =
        plain(
                BigDecimal.valueOf(length.getNano(), 9)
                    .add(BigDecimal.valueOf(length.toSecondsPart())))
            + "s";
    if (length.toHours() > 0) {
      return "%dh%dm%s".formatted(length.toHours(), length.toMinutesPart(), seconds);
    }
    return length.toMinutes() > 0 ? length.toMinutes() + "m" + seconds : seconds;
  }

  private static String belowASecond(int nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000
        ? plain(BigDecimal.valueOf(nanos, 3)) + "µs"
        : plain(BigDecimal.valueOf(nanos, 6)) + "ms";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
