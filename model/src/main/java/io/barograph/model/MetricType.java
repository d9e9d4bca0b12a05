package io.barograph.model;

import java.util.Locale;

/** What kind of numbers a metric holds, in the words of OpenMetrics. */
public enum MetricType {
  UNKNOWN,
  COUNTER,
  GAUGE,
  HISTOGRAM,
  GAUGE_HISTOGRAM,
  SUMMARY,
  INFO,
  STATE_SET;

  /** As the Prometheus HTTP API writes it: {@code counter}, {@code gaugehistogram}, ... */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
