package io.barograph.timescale.catalog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A hash table from label set to series id that holds nothing but the ids, eight to sixteen bytes a
 * series: the labels are in the groups and are compared there, so equal hashes of different labels
 * are no more than a second look.
 *
 * <p>One thread at a time may {@link #add}; any number may {@link #find} meanwhile.
 */
final class SeriesTable {
  static final long UNKNOWN = -1;

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

  private final SeriesHash hash;

  /** Series ids as unsigned 32-bit numbers; zero is an empty slot, for group ids start at 1. */
  private volatile int[] slots = new int[1 << 11];

  private int size;

  SeriesTable(SeriesHash hash) {
    this.hash = hash;
  }

  /** A hash of a label set, given by metric name and the symbols of its labels. */
  @FunctionalInterface
  interface SeriesHash {
    int of(String metric, int[] symbols);

    /** Good enough that neighbouring symbols spread over the table. */
    SeriesHash MIXED =
        (metric, symbols) -> {
          int mixed = metric.hashCode();
          for (int symbol : symbols) {
            mixed = (mixed ^ symbol) * 0x9E3779B1;
            mixed ^= mixed >>> 15;
          }
          return mixed;
        };
  }

  /** The id of a label set, or {@link #UNKNOWN}. */
  long find(SeriesGroup[] groups, String metric, int[] symbols) {
    int[] current = slots;
    int mask = current.length - 1;
    for (int slot = hash.of(metric, symbols) & mask; ; slot = (slot + 1) & mask) {
      int id = (int) SLOT.getAcquire(current, slot);
      if (id == 0) {
        return UNKNOWN;
      }
      int groupId = id >>> 7;
      // The caller's array may be older than the slot: then the series is as good as unknown.
      SeriesGroup group = groupId < groups.length ? groups[groupId] : null;
      int offset = id & 127;
      if (group != null
          && offset < group.size()
          && group.hasLabels(offset, symbols)
          && group.metric().equals(metric)) {
        return Integer.toUnsignedLong(id);
      }
    }
  }

  /** Adds a series that is in {@code groups} already. */
  void add(SeriesGroup[] groups, SeriesGroup group, int offset) {
    if (size >= slots.length / 2) {
      grow(groups);
    }
    put(slots, hash.of(group.metric(), group.labels(offset)), (int) group.seriesId(offset));
    size++;
  }

  private void grow(SeriesGroup[] groups) {
    int[] current = slots;
    int[] larger = new int[current.length * 2];
    for (int id : current) {
      if (id != 0) {
        SeriesGroup group = groups[id >>> 7];
        put(larger, hash.of(group.metric(), group.labels(id & 127)), id);
      }
    }
    slots = larger;
  }

  private static void put(int[] into, int hash, int id) {
    int mask = into.length - 1;
    int slot = hash & mask;
    while (into[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    SLOT.setRelease(into, slot, id);
  }
}
