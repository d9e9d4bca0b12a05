package io.barograph.alertengine.template;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers for people, as Prometheus writes them. */
final class Humanize {
  private static final int DIGITS = 4;
  private static final List<String> LARGE = List.of("k", "M", "G", "T", "P", "E", "Z", "Y");
  private static final List<String> SMALL = List.of("m", "u", "n", "p", "f", "a", "z", "y");
  private static final List<String> BINARY =
      List.of("ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi");
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Humanize() {}

  static String number(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return digits(value);
    }
    return Math.abs(value) >= 1 ? divided(value, 1000, LARGE) : multiplied(value);
  }

  static String binary(double value) {
    return Math.abs(value) <= 1 || !Double.isFinite(value)
        ? digits(value)
        : divided(value, 1024, BINARY);
  }

  private static String divided(double value, double base, List<String> prefixes) {
    double rest = value;
    String used = "";
    for (String prefix : prefixes) {
      if (Math.abs(rest) < base) {
        break;
      }
      used = prefix;
      rest /= base;
    }
    return digits(rest) + used;
  }

  private static String multiplied(double value) {
    double rest = value;
    String used = "";
    for (String prefix : SMALL) {
      if (Math.abs(rest) >= 1) {
        break;
      }
      used = prefix;
      rest *= 1000;
    }
    return digits(rest) + used;
  }

  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return digits(seconds);
    }
    if (seconds == 0) {
      return digits(seconds) + "s";
    }
    if (Math.abs(seconds) < 1) {
      return multiplied(seconds) + "s";
    }
    String sign = seconds < 0 ? "-" : "";
    long whole = (long) Math.abs(seconds);
    long days = whole / DAY;
    long hours = whole / HOUR % 24;
    long minutes = whole / MINUTE % 60;
    long rest = whole % MINUTE;
    if (days != 0) {
      return "%s%dd %dh %dm %ds".formatted(sign, days, hours, minutes, rest);
    }
    if (hours != 0) {
      return "%s%dh %dm %ds".formatted(sign, hours, minutes, rest);
    }
    if (minutes != 0) {
      return "%s%dm %ds".formatted(sign, minutes, rest);
    }
    return sign + digits(Math.abs(seconds)) + "s";
  }

  static String percentage(double ratio) {
    return digits(ratio * 100) + "%";
  }

  static String timestamp(double seconds) {
    return Double.isFinite(seconds) ? time(instant(seconds)) : digits(seconds);
  }

  static Instant instant(double seconds) {
    long nanos = (long) (seconds * 1e9);
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /** As Go prints a time: with as many decimals as are needed. */
  private static String time(Instant instant) {
    String text =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS", Locale.ROOT)
            .format(instant.atOffset(ZoneOffset.UTC));
    return text.replaceAll("\\.?0+$", "") + " +0000 UTC";
  }

  private static String digits(double value) {
    return GoNumbers.general(value, DIGITS);
  }
}
