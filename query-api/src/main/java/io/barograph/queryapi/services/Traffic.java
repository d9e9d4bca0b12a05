package io.barograph.queryapi.services;

import io.barograph.model.Labels;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The requests of a route, a process or whatever else was asked for, at one point of a grid. */
public final class Traffic {
  private final TreeMap<String, Double> rateByStatus = new TreeMap<>();
  private final LatencyHistogram histogram = new LatencyHistogram();
  private double secondsPerSecond = Double.NaN;

  /** Takes in one series of a metric. */
  void add(RequestMetric metric, Labels labels, double rate) {
    switch (metric) {
      case COUNT -> rateByStatus.merge(labels.valueOrEmpty("status"), rate, Double::sum);
      case SUM ->
          secondsPerSecond = Double.isNaN(secondsPerSecond) ? rate : secondsPerSecond + rate;
      case BUCKET -> bound(labels.valueOrEmpty("le")).ifPresent(le -> histogram.add(le, rate));
    }
  }

  private static OptionalDouble bound(String text) {
    if (text.equals("+Inf")) {
      return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }
    try {
      double bound = Double.parseDouble(text);
      return Double.isNaN(bound) ? OptionalDouble.empty() : OptionalDouble.of(bound);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  public OptionalDouble requestsPerSecond() {
    return rateByStatus.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(rate());
  }

  private double rate() {
    double rate = 0;
    for (double each : rateByStatus.values()) {
      rate += each;
    }
    return rate;
  }

  /** Seconds of work in a second: how many requests were under way on average. */
  public OptionalDouble secondsPerSecond() {
    return Double.isNaN(secondsPerSecond)
        ? OptionalDouble.empty()
        : OptionalDouble.of(secondsPerSecond);
  }

  public OptionalDouble meanSeconds() {
    double rate = rate();
    return Double.isNaN(secondsPerSecond) || rate <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(secondsPerSecond / rate);
  }

  /** The part of the requests that was answered with a status of 500 or above, from 0 to 1. */
  public OptionalDouble errorShare() {
    double rate = rate();
    if (rate <= 0) {
      return OptionalDouble.empty();
    }
    double errors = 0;
    for (double each : errorsPerSecond().values()) {
      errors += each;
    }
    return OptionalDouble.of(errors / rate);
  }

  /** Rates of the answers with a status of 500 or above, or a class such as {@code 5xx}. */
  public Map<String, Double> errorsPerSecond() {
    return rateByStatus.subMap("5", "6");
  }

  public Optional<Quantile> quantile(double share) {
    return histogram.quantile(share);
  }
}
