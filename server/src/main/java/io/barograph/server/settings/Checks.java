package io.barograph.server.settings;

import java.time.Duration;

/** Conditions on settings, with the sentence for a person who broke one. */
final class Checks {
  private static final int HIGHEST_PORT = 65_535;

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
}
