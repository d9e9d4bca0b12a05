package io.barograph.timescale.select;

import io.barograph.timescale.catalog.SelectedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts a selection into slices, so that what one of them holds in memory is bounded: at most as
 * many groups as keep the fresh samples few, at most as many settled samples as may be held, of
 * those that are selected. A group too large for one slice is cut by series, down to single ones.
 */
final class SlicePlan {
  private static final int GROUPS_A_SLICE = 64;

  private final long capacity;
  private final Map<Integer, Long> samples;
  private final List<Slice> slices = new ArrayList<>();
  private final List<SelectedGroup> open = new ArrayList<>();
  private long openSamples;

  /**
   * Prepares to cut.
   *
   * @param samples settled samples within the range, by group
   */
  SlicePlan(long capacity, Map<Integer, Long> samples) {
    this.capacity = capacity;
    this.samples = samples;
  }

  List<Slice> cut(List<SelectedGroup> groups) {
    for (SelectedGroup group : groups) {
      long ofGroup = samples.getOrDefault(group.groupId(), 0L);
      long selected = (long) Math.ceil(ofGroup * group.share());
      if (selected <= capacity) {
        add(group, selected);
      } else {
        addInParts(group, Math.max(1, ofGroup / group.seriesInGroup()));
      }
    }
    close();
    return slices;
  }

  private void addInParts(SelectedGroup group, long samplesOfSeries) {
    int partSize = (int) Math.max(1, Math.min(128, capacity / samplesOfSeries));
    long low = 0;
    long high = 0;
    int size = 0;
    for (int offset = 0; offset < 128; offset++) {
      if (group.contains(offset)) {
        low |= offset < 64 ? 1L << offset : 0;
        high |= offset < 64 ? 0 : 1L << (offset - 64);
        size++;
      }
      if (size == partSize || (size > 0 && offset == 127)) {
        add(
            new SelectedGroup(group.groupId(), group.seriesInGroup(), low, high),
            size * samplesOfSeries);
        low = 0;
        high = 0;
        size = 0;
      }
    }
  }

  private void add(SelectedGroup group, long ofGroup) {
    boolean sameGroup = !open.isEmpty() && open.getLast().groupId() == group.groupId();
    if (sameGroup || open.size() == GROUPS_A_SLICE || openSamples + ofGroup > capacity) {
      close();
    }
    open.add(group);
    openSamples += ofGroup;
  }

  private void close() {
    if (!open.isEmpty()) {
      slices.add(new Slice(open));
      open.clear();
      openSamples = 0;
    }
  }
}
