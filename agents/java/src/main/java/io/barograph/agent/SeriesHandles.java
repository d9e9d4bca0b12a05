package io.barograph.agent;

import io.barograph.model.Labels;
import io.barograph.protocol.ProtocolLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The series of one agent, by labels and by index. A series has an index while it has samples to
 * send or had some not long ago; one that is idle for two rounds is forgotten, and its index goes
 * to another. Whoever still holds its handle may append as ever.
 *
 * <p>Indexes are given and taken under the lock of the {@link SampleBuffer}, so that no sample
 * enters it with an index that has become another's.
 */
final class SeriesHandles {
  /** In place of an index, where a series has none. */
  static final int NONE = -1;

  /** Far above what servers take by default; guards the size of one message. */
  private static final int LABEL_CHARACTERS = 128 << 10;

  private static final int IDLE_ROUNDS = 2;

  private final ConcurrentMap<Labels, SeriesHandle> byLabels = new ConcurrentHashMap<>();
  private final int limit;

  /** Replaced when it grows. */
  private volatile @Nullable SeriesHandle[] byIndex = new SeriesHandle[64];

  /** Indexes below it are in use or free. */
  private int indexEnd;

  private int[] free = new int[16];
  private int freeCount;

  /** Written by the agent's thread alone. */
  private volatile int round;

  SeriesHandles() {
    this(ProtocolLimits.CHANNEL_SERIES);
  }

  SeriesHandles(int limit) {
    this.limit = limit;
  }

  SeriesHandle of(BarographAgent agent, Labels labels) {
    SeriesHandle known = byLabels.get(labels);
    return known != null
        ? known
        : byLabels.computeIfAbsent(labels, missing -> create(agent, missing));
  }

  private SeriesHandle create(BarographAgent agent, Labels labels) {
    if (labels.metricName().isEmpty()) {
      throw new IllegalArgumentException(
          "series %s has no metric name; add the label \"%s\""
              .formatted(labels, Labels.METRIC_NAME));
    }
    int characters = 0;
    for (int i = 0; i < labels.size(); i++) {
      characters += labels.name(i).length() + labels.value(i).length();
    }
    if (characters > LABEL_CHARACTERS) {
      throw new IllegalArgumentException(
          "labels of metric \"%.100s\" have %d characters, limit is %d; shorten the values"
              .formatted(labels.metricName(), characters, LABEL_CHARACTERS));
    }
    int size = byLabels.size();
    if (size >= limit) {
      throw new IllegalStateException(
          "agent has %d series, limit is %d; use fewer label values or a second agent"
              .formatted(size, limit));
    }
    return new SeriesHandle(agent, labels, round);
  }

  /** Series that are remembered. */
  int size() {
    return byLabels.size();
  }

  /**
   * The index of a series that is about to get a sample; the caller holds the buffer's lock.
   *
   * @return {@link #NONE} if as many series as one channel may have are in use
   */
  int use(SeriesHandle handle) {
    handle.usedInRound = round;
    if (handle.index == NONE) {
      handle.index = takeIndex();
      if (handle.index != NONE) {
        place(handle);
      }
    }
    return handle.index;
  }

  private int takeIndex() {
    if (freeCount > 0) {
      return free[--freeCount];
    }
    return indexEnd < limit ? indexEnd++ : NONE;
  }

  private void place(SeriesHandle handle) {
    @Nullable SeriesHandle[] places = byIndex;
    if (handle.index >= places.length) {
      places = Arrays.copyOf(places, places.length * 2);
    }
    places[handle.index] = handle;
    byIndex = places;
    // It may have been forgotten; if its labels have another handle by now, both have their index.
    byLabels.putIfAbsent(handle.labels(), handle);
  }

  /** The series that has this index and a sample to send. */
  SeriesHandle get(int index) {
    SeriesHandle handle = byIndex[index];
    if (handle == null) {
      throw new IllegalArgumentException("no series has index " + index);
    }
    return handle;
  }

  /** Begins a round, and answers the series that look idle; costs no lock. */
  List<SeriesHandle> beginRound() {
    int begun = round + 1;
    round = begun;
    List<SeriesHandle> idle = new ArrayList<>();
    for (SeriesHandle handle : byIndex) {
      if (handle != null && isIdle(handle)) {
        idle.add(handle);
      }
    }
    for (SeriesHandle handle : byLabels.values()) {
      if (handle.index == NONE && isIdle(handle)) {
        idle.add(handle);
      }
    }
    return idle;
  }

  private boolean isIdle(SeriesHandle handle) {
    return round - handle.usedInRound > IDLE_ROUNDS;
  }

  /**
   * Forgets those that are still idle; the caller holds the buffer's lock.
   *
   * @param withSamples the indexes of series that have samples to send
   * @return the indexes that are free again
   */
  int[] forget(List<SeriesHandle> idle, BitSet withSamples) {
    int[] freed = new int[idle.size()];
    int count = 0;
    for (SeriesHandle handle : idle) {
      int index = handle.index;
      if (!isIdle(handle) || (index != NONE && withSamples.get(index))) {
        continue;
      }
      byLabels.remove(handle.labels(), handle);
      if (index != NONE) {
        byIndex[index] = null;
        handle.index = NONE;
        freed[count++] = index;
      }
    }
    if (freeCount + count > free.length) {
      free = Arrays.copyOf(free, Math.max(freeCount + count, free.length * 2));
    }
    System.arraycopy(freed, 0, free, freeCount, count);
    freeCount += count;
    return Arrays.copyOf(freed, count);
  }

  /** Indexes in use; the caller holds the buffer's lock. */
  int inUse() {
    return indexEnd - freeCount;
  }
}
