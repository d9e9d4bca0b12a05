package io.barograph.timescale.catalog;

import static io.barograph.timescale.block.SeriesOffsets.GROUP_SIZE;
import static java.util.Objects.requireNonNull;

import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * New series on their way into the database: gives each a place in a group, in the order they come,
 * and says no where a limit is reached. Made and used while the row of the catalogue is locked and
 * all committed series are known, so that the places are free.
 */
final class Registration {
  /** Series ids are kept in 32 bits in memory. */
  private static final int GROUP_LIMIT = 1 << 25;

  private final KnownSeries known;
  private final SeriesLimits limits;
  private final Set<Labels> placed = new HashSet<>();
  private final Map<Labels, Rejection> rejections = new HashMap<>();
  private final Map<String, Metric> metrics = new HashMap<>();
  private final List<OpenGroup> changed = new ArrayList<>();
  private int nextGroup;

  Registration(KnownSeries known, SeriesLimits limits, int nextGroup) {
    this.known = known;
    this.limits = limits;
    this.nextGroup = nextGroup;
  }

  /** A group with what is added to it. */
  private static final class OpenGroup {
    private final SeriesGroup before;
    private final List<int[]> added = new ArrayList<>();

    OpenGroup(SeriesGroup before) {
      this.before = before;
    }

    boolean isFull() {
      return before.size() + added.size() == GROUP_SIZE;
    }
  }

  private static final class Metric {
    private int series;
    private @Nullable OpenGroup open;

    Metric(int series) {
      this.series = series;
    }
  }

  void add(Labels labels) {
    if (placed.contains(labels)
        || rejections.containsKey(labels)
        || known.find(labels) != KnownSeries.UNKNOWN) {
      return;
    }
    String name = labels.metricName();
    Metric metric = metrics.computeIfAbsent(name, any -> new Metric(known.metric(name).series()));
    Rejection rejection = rejectOverLimit(name, metric);
    if (rejection != null) {
      // Refused before its labels are remembered: what is refused must not fill the memory.
      rejections.put(labels, rejection);
      return;
    }
    openGroup(name, metric).added.add(known.intern(labels));
    metric.series++;
    placed.add(labels);
  }

  private @Nullable Rejection rejectOverLimit(String name, Metric metric) {
    if (metric.series >= limits.perMetric()) {
      return new Rejection(
          RejectReason.TOO_MANY_SERIES_PER_METRIC,
          "metric \"%s\" has %d series, limit is %d; drop labels with many values or raise the limit"
              .formatted(name, metric.series, limits.perMetric()));
    }
    int inAll = known.size() + placed.size();
    if (inAll >= limits.inAll() || nextGroup >= GROUP_LIMIT) {
      return new Rejection(
          RejectReason.TOO_MANY_SERIES,
          "the store has %d series, limit is %d; send fewer series or raise the limit"
              .formatted(inAll, limits.inAll()));
    }
    return null;
  }

  private OpenGroup openGroup(String name, Metric metric) {
    OpenGroup open = metric.open;
    if (open == null || open.isFull()) {
      open = new OpenGroup(open == null ? lastGroup(name) : newGroup(name));
      metric.open = open;
      changed.add(open);
    }
    return open;
  }

  private SeriesGroup lastGroup(String name) {
    int[] ids = known.metric(name).ids();
    if (ids.length > 0) {
      SeriesGroup last = requireNonNull(known.group(ids[ids.length - 1]));
      if (!last.isFull()) {
        return last;
      }
    }
    return newGroup(name);
  }

  private SeriesGroup newGroup(String name) {
    return new SeriesGroup(nextGroup++, name);
  }

  /** The groups that change, as they will be. */
  List<SeriesGroup> groups() {
    return changed.stream().map(group -> group.before.with(group.added)).toList();
  }

  int size() {
    return placed.size();
  }

  /** The id that the next new group gets. */
  int nextGroup() {
    return nextGroup;
  }

  Map<Labels, Rejection> rejections() {
    return rejections;
  }
}
