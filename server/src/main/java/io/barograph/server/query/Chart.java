package io.barograph.server.query;

import io.barograph.promql.value.FloatFormat;
import io.barograph.promql.value.Matrix;
import io.barograph.storage.Series;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Series over a range as bars of text, each over its name. All share one scale, so that they can be
 * compared; a gap is a space.
 */
final class Chart {
  private static final int COLUMNS = 72;
  private static final char[] BARS = "▁▂▃▄▅▆▇█".toCharArray();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");

  private final long start;
  private final long end;
  private final long step;

  /** A chart from {@code start} to {@code end}, with a value every {@code step}; milliseconds. */
  Chart(long start, long end, long step) {
    this.start = start;
    this.end = end;
    this.step = step;
  }

  /** Milliseconds between points, so that a range fills the width in whole seconds. */
  static long step(long range) {
    return Math.max(1000, Math.ceilDiv(range, COLUMNS * 1000L) * 1000);
  }

  List<String> lines(Matrix matrix, ZoneId zone) {
    if (matrix.series().isEmpty()) {
      return List.of(ResultTable.NOTHING);
    }
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (Series series : matrix.series()) {
      for (int i = 0; i < series.size(); i++) {
        if (Double.isFinite(series.values()[i])) {
          lowest = Math.min(lowest, series.values()[i]);
          highest = Math.max(highest, series.values()[i]);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (Series series : matrix.series()) {
      lines.add(ResultTable.name(series.labels()));
      lines.add("  " + bars(columns(series), lowest, highest) + "  " + range(series));
    }
    lines.add("  " + axis(zone));
    return lines;
  }

  private int width() {
    return (int) Math.min(COLUMNS, (end - start) / step + 1);
  }

  /** The last value that falls into each column; NaN where none does. */
  private double[] columns(Series series) {
    double[] columns = new double[width()];
    Arrays.fill(columns, Double.NaN);
    for (int i = 0; i < series.size(); i++) {
      long point = (series.timestamps()[i] - start) / step;
      long points = (end - start) / step + 1;
      columns[(int) (point * columns.length / points)] = series.values()[i];
    }
    return columns;
  }

  private static String bars(double[] columns, double lowest, double highest) {
    StringBuilder bars = new StringBuilder(columns.length);
    for (double value : columns) {
      if (Double.isNaN(value)) {
        bars.append(' ');
      } else {
        double share = highest > lowest ? (value - lowest) / (highest - lowest) : 0;
        int bar = (int) (Math.clamp(share, 0.0, 1.0) * BARS.length);
        bars.append(BARS[Math.min(bar, BARS.length - 1)]);
      }
    }
    return bars.toString();
  }

  private static String range(Series series) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < series.size(); i++) {
      lowest = Math.min(lowest, series.values()[i]);
      highest = Math.max(highest, series.values()[i]);
    }
    return "min %s  max %s  last %s"
        .formatted(
            FloatFormat.general(round(lowest)),
            FloatFormat.general(round(highest)),
            FloatFormat.general(round(series.values()[series.size() - 1])));
  }

  /** Four digits are what an eye compares. */
  private static double round(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(4)).doubleValue()
        : value;
  }

  private String axis(ZoneId zone) {
    String first = TIME.format(Instant.ofEpochMilli(start).atZone(zone));
    String last = TIME.format(Instant.ofEpochMilli(end).atZone(zone));
    return first + " ".repeat(Math.max(1, width() - first.length() - last.length())) + last;
  }
}
