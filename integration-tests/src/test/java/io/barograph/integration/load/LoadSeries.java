package io.barograph.integration.load;

import io.barograph.model.Labels;

/**
 * Series whose every sample follows from its number, so that a reader can check each value without
 * anybody having kept it. Tick {@code t} of each series has the timestamp {@code start + t * step}.
 *
 * @param metric name of all the series
 * @param count how many series, told apart by the label {@code series}
 * @param start timestamp of tick 0, milliseconds since the Unix epoch
 * @param step milliseconds between ticks
 */
public record LoadSeries(String metric, int count, long start, int step) {
  private static final long ODD = 0x9E3779B97F4A7C15L;

  public Labels labels(int series) {
    return Labels.of(
        Labels.METRIC_NAME, metric, "instance", "host-" + series % 10, "series", "s" + series);
  }

  /** The number in the label {@code series}. */
  int seriesOf(Labels labels) {
    return Integer.parseInt(labels.valueOrEmpty("series").substring(1));
  }

  public long timestamp(int tick) {
    return start + (long) tick * step;
  }

  /** The tick of a timestamp, or -1 if no tick has it. */
  int tickOf(long timestamp) {
    long distance = timestamp - start;
    return distance >= 0 && distance % step == 0 ? (int) (distance / step) : -1;
  }

  /** Shapes of all sorts: a counter, a gauge of two decimals, any double at all, a constant. */
  public double value(int series, int tick) {
    long mixed = (series * 1_000_003L + tick + 1) * ODD;
    mixed = (mixed ^ (mixed >>> 29)) * ODD;
    return switch (series % 4) {
      case 0 -> 1_000.0 * series + tick;
      case 1 -> (mixed >>> 50) / 100.0;
      case 2 -> anyDouble(mixed);
      default -> series;
    };
  }

  /** Not NaN: text does not carry its payload, and stale markers end a series. */
  private static double anyDouble(long bits) {
    double value = Double.longBitsToDouble(bits);
    return Double.isNaN(value) ? -0.0 : value;
  }
}
