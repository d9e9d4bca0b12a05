package io.barograph.timescale.catalog;

import io.barograph.model.Labels;
import io.barograph.timescale.catalog.SeriesTable.SeriesHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The series of one generation in memory. Grows only: when series are removed, a new one is loaded.
 * Reading takes no lock; {@link #put} and {@link #intern} lock each other out.
 */
final class KnownSeries {
  static final long UNKNOWN = SeriesTable.UNKNOWN;

  /** Whoever sees a group must see the symbols made before it. */
  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(SeriesGroup[].class);

  private final long generation;
  private final LabelSymbols symbols = new LabelSymbols();
  private final SeriesTable table;
  private final Map<String, MetricGroups> metrics = new ConcurrentHashMap<>();

  /** By group id; null where the group is not known. Replaced when it grows. */
  private volatile @Nullable SeriesGroup[] groups = new SeriesGroup[64];

  private volatile int size;

  KnownSeries(long generation, SeriesHash hash) {
    this.generation = generation;
    this.table = new SeriesTable(hash);
  }

  /** The groups of one metric, ascending, which is the order they were filled in. */
  static final class MetricGroups {
    static final MetricGroups NONE = new MetricGroups(new int[0], 0);

    private final int[] ids;
    private final int series;

    private MetricGroups(int[] ids, int series) {
      this.ids = ids;
      this.series = series;
    }

    /** How many series the metric has. */
    int series() {
      return series;
    }

    int[] ids() {
      return ids;
    }
  }

  long generation() {
    return generation;
  }

  /** How many series there are. */
  int size() {
    return size;
  }

  LabelSymbols symbols() {
    return symbols;
  }

  Iterable<String> metricNames() {
    return metrics.keySet();
  }

  MetricGroups metric(String name) {
    return metrics.getOrDefault(name, MetricGroups.NONE);
  }

  @Nullable SeriesGroup group(long id) {
    SeriesGroup[] current = groups;
    return id >= 0 && id < current.length
        ? (SeriesGroup) ELEMENT.getAcquire(current, (int) id)
        : null;
  }

  /** No group has this id or a higher one. */
  int groupLimit() {
    return groups.length;
  }

  /** The id of a series, or {@link #UNKNOWN}. */
  long find(Labels labels) {
    String metric = labels.metricName();
    int[] found = new int[labels.size() - (metric.isEmpty() ? 0 : 1)];
    int length = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.name(i).equals(Labels.METRIC_NAME)) {
        int symbol = symbols.find(labels.name(i), labels.value(i));
        if (symbol == LabelSymbols.UNKNOWN) {
          return UNKNOWN;
        }
        found[length++] = symbol;
      }
    }
    return table.find(groups, metric, found);
  }

  /** The symbols of the labels but the metric name, made where there are none. */
  synchronized int[] intern(Labels labels) {
    int[] interned = new int[labels.size() - 1];
    int length = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.name(i).equals(Labels.METRIC_NAME)) {
        interned[length++] = symbols.intern(labels.name(i), labels.value(i));
      }
    }
    return interned;
  }

  /** Symbols of alternating names and values in name order, made where there are none. */
  synchronized int[] intern(String[] pairs, int length) {
    int[] interned = new int[length / 2];
    for (int i = 0; i < length; i += 2) {
      interned[i / 2] = symbols.intern(pairs[i], pairs[i + 1]);
    }
    return interned;
  }

  /**
   * Makes a committed group known. A group only ever grows, so of two states of it the larger one
   * is the later, whichever comes first.
   */
  synchronized void put(SeriesGroup group) {
    SeriesGroup previous = group(group.id());
    int known = previous == null ? 0 : previous.size();
    if (group.size() <= known) {
      return;
    }
    SeriesGroup[] next = groups;
    if (group.id() >= next.length) {
      next = Arrays.copyOf(next, Math.max(group.id() + 1, next.length * 2));
    }
    ELEMENT.setRelease(next, group.id(), group);
    groups = next;
    for (int offset = known; offset < group.size(); offset++) {
      table.add(next, group, offset);
    }
    int added = group.size() - known;
    MetricGroups metric = metric(group.metric());
    metrics.put(
        group.metric(),
        new MetricGroups(
            previous == null ? insert(metric.ids, group.id()) : metric.ids, metric.series + added));
    size += added;
  }

  private static int[] insert(int[] ascending, int id) {
    int place = -1 - Arrays.binarySearch(ascending, id);
    int[] longer = Arrays.copyOf(ascending, ascending.length + 1);
    System.arraycopy(ascending, place, longer, place + 1, ascending.length - place);
    longer[place] = id;
    return longer;
  }
}
