package io.barograph.timescale.catalog;

import static io.barograph.timescale.block.SeriesOffsets.GROUP_SIZE;

import io.barograph.model.Labels;
import java.util.Arrays;

/**
 * Up to 128 series of one metric, immutable: the symbols of all their labels in one array. A series
 * costs four bytes for each label and two more.
 */
final class SeriesGroup {
  private final int id;
  private final String metric;
  private final int[] symbols;
  private final short[] ends;

  SeriesGroup(int id, String metric) {
    this(id, metric, new int[0], new short[0]);
  }

  private SeriesGroup(int id, String metric, int[] symbols, short[] ends) {
    this.id = id;
    this.metric = metric;
    this.symbols = symbols;
    this.ends = ends;
  }

  /** This group with more series, each given by the symbols of its labels in name order. */
  SeriesGroup with(Iterable<int[]> more) {
    int series = ends.length;
    int length = symbols.length;
    for (int[] labels : more) {
      series++;
      length += labels.length;
    }
    if (series > GROUP_SIZE || length > Character.MAX_VALUE) {
      throw new IllegalStateException(
          "group %d would hold %d series with %d labels".formatted(id, series, length));
    }
    int[] allSymbols = Arrays.copyOf(symbols, length);
    short[] allEnds = Arrays.copyOf(ends, series);
    int offset = ends.length;
    int end = symbols.length;
    for (int[] labels : more) {
      System.arraycopy(labels, 0, allSymbols, end, labels.length);
      end += labels.length;
      allEnds[offset++] = (short) end;
    }
    return new SeriesGroup(id, metric, allSymbols, allEnds);
  }

  int id() {
    return id;
  }

  String metric() {
    return metric;
  }

  int size() {
    return ends.length;
  }

  boolean isFull() {
    return ends.length == GROUP_SIZE;
  }

  long seriesId(int offset) {
    return (long) id << 7 | offset;
  }

  /** Where the labels of a series start in {@link #symbol}. */
  int start(int offset) {
    return offset == 0 ? 0 : Short.toUnsignedInt(ends[offset - 1]);
  }

  /** Where they end, exclusive. */
  int end(int offset) {
    return Short.toUnsignedInt(ends[offset]);
  }

  int symbol(int index) {
    return symbols[index];
  }

  boolean hasLabels(int offset, int[] labels) {
    return Arrays.equals(symbols, start(offset), end(offset), labels, 0, labels.length);
  }

  int[] labels(int offset) {
    return Arrays.copyOfRange(symbols, start(offset), end(offset));
  }

  /** The labels of a series as values, metric name included. */
  Labels labels(int offset, LabelSymbols names) {
    int start = start(offset);
    int end = end(offset);
    String[] pairs = new String[(end - start + 1) * 2];
    int length = 0;
    boolean metricPlaced = false;
    for (int i = start; i < end; i++) {
      String name = names.name(symbols[i]);
      if (!metricPlaced && name.compareTo(Labels.METRIC_NAME) > 0) {
        pairs[length++] = Labels.METRIC_NAME;
        pairs[length++] = metric;
        metricPlaced = true;
      }
      pairs[length++] = name;
      pairs[length++] = names.value(symbols[i]);
    }
    if (!metricPlaced) {
      pairs[length++] = Labels.METRIC_NAME;
      pairs[length] = metric;
    }
    return Labels.ofSorted(pairs);
  }
}
