package io.barograph.agent.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names as Prometheus writes them, and as Micrometer's registry for Prometheus does: {@code
 * http.server.requests} is {@code http_server_requests_seconds}.
 */
final class PrometheusNames implements NamingConvention {
  private static final Pattern NOT_OF_A_NAME = Pattern.compile("[^a-zA-Z0-9_:]");
  private static final Pattern NOT_OF_A_LABEL = Pattern.compile("[^a-zA-Z0-9_]");

  @Override
  public String name(String name, Meter.Type type, @Nullable String baseUnit) {
    String known = NamingConvention.snakeCase.name(name, type, baseUnit);
    switch (type) {
      case COUNTER -> known = ending(ending(known, baseUnit), "total");
      case GAUGE, DISTRIBUTION_SUMMARY -> known = ending(known, baseUnit);
      case TIMER, LONG_TASK_TIMER -> known = ending(known, "seconds");
      case OTHER -> {}
    }
    return sane(known, NOT_OF_A_NAME);
  }

  private static String ending(String name, @Nullable String word) {
    if (word == null || word.isEmpty() || name.endsWith("_" + word)) {
      return name;
    }
    return name + "_" + word;
  }

  @Override
  public String tagKey(String key) {
    return sane(NamingConvention.snakeCase.tagKey(key), NOT_OF_A_LABEL);
  }

  private static String sane(String name, Pattern others) {
    String sane = others.matcher(name).replaceAll("_");
    return sane.isEmpty() || Character.isDigit(sane.charAt(0)) ? "_" + sane : sane;
  }
}
