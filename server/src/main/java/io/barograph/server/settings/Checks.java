package io.barograph.server.settings;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Conditions on settings, with the sentence for a person who broke one. */
final class Checks {
  private static final int HIGHEST_PORT = 65_535;
  private static final DataSize LARGEST_ARRAY = DataSize.ofGigabytes(1);

  private Checks() {}

  static void that(boolean condition, String key, String actual, String allowed) {
    if (!condition) {
      throw new SettingException(
          "%s %s, allowed is %s; set it or %s"
              .formatted(key, actual, allowed, SettingNames.environmentVariable(key)));
    }
  }

  static void port(int port, String key) {
    that(port >= 0 && port <= HIGHEST_PORT, key, "is " + port, "0 to " + HIGHEST_PORT);
  }

  static void positive(Duration duration, String key) {
    that(duration.isPositive(), key, "is not positive", "for example 15d, 2m, 30s");
  }

  static void notNegative(Duration duration, String key) {
    that(!duration.isNegative(), key, "is negative", "0s or more");
  }

  static void positive(int number, String key) {
    that(number > 0, key, "is " + number, "at least 1");
  }

  static void positive(DataSize size, String key) {
    that(size.toBytes() > 0, key, "is " + size, "at least 1B");
  }

  static void fitsInAnArray(DataSize size, String key) {
    positive(size, key);
    that(size.compareTo(LARGEST_ARRAY) <= 0, key, "is " + size, "1B to 1GB");
  }
}
