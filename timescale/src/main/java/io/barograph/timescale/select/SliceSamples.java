package io.barograph.timescale.select;

import io.barograph.model.Labels;
import io.barograph.storage.Series;
import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.BlockFormatException;
import io.barograph.timescale.block.BlockMerge;
import io.barograph.timescale.block.FreshBlockReader;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.block.SeriesOffsets;
import io.barograph.timescale.block.SettledBlockReader;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a slice. First the fresh rows are added in order of acceptance, then the settled
 * ones by window; then the series are taken out one by one. Used by one thread at a time.
 */
final class SliceSamples {
  private final Slice slice;
  private final TimeRange range;
  private final FreshBlockReader freshReader = new FreshBlockReader();
  private final SettledBlockReader settledReader = new SettledBlockReader();
  private final SampleColumns fresh = new SampleColumns();
  private final SlotSamples settled;
  private int rows;
  private int lastGroup = -1;
  private SeriesOffsets wantedOfLastGroup = SeriesOffsets.NONE;

  SliceSamples(Slice slice, TimeRange range) {
    this.slice = slice;
    this.range = range;
    this.settled = new SlotSamples(slice.size(), range);
  }

  Slice slice() {
    return slice;
  }

  void addFresh(FreshRow row) {
    rows++;
    try {
      freshReader.read(row.payload(), this::isWanted, range, fresh);
    } catch (BlockFormatException e) {
      throw DamagedBlock.unreadable(row.place(), e);
    }
  }

  /** Ids ascend within a row, so most are of the group of the one before. */
  private boolean isWanted(long seriesId) {
    int group = (int) (seriesId >>> Slice.GROUP_SHIFT);
    if (group != lastGroup) {
      lastGroup = group;
      wantedOfLastGroup = slice.wanted(group);
    }
    return wantedOfLastGroup.contains(seriesId & Slice.OFFSET_MASK);
  }

  void addSettled(SettledRow row) {
    rows++;
    int group = row.groupId();
    try {
      settledReader.read(
          row.payload(),
          slice.wanted(group),
          range,
          (offset, timestamps, values, from, to) ->
              settled.add(slice.slot(group, offset), timestamps, values, from, to));
    } catch (BlockFormatException e) {
      throw DamagedBlock.unreadable(row.place(), e);
    }
  }

  /** Rows added. */
  int rows() {
    return rows;
  }

  /** Samples decoded, those of fresh and settled rows that overwrite each other counted twice. */
  int samples() {
    return fresh.size() + settled.size();
  }

  /**
   * The series that have samples, made as they are asked for. Those that have the same timestamps
   * share an array of them.
   *
   * @param labels of a series id; null for a series that is no more, which is left out
   */
  Iterator<Series> series(LongFunction<@Nullable Labels> labels) {
    fresh.sort();
    fresh.deduplicate();
    return new SeriesIterator(labels);
  }

  private final class SeriesIterator implements Iterator<Series> {
    private final LongFunction<@Nullable Labels> labels;
    private final BlockMerge merge = new BlockMerge();
    private int slot;
    private int freshFrom;
    private @Nullable Series next;

    SeriesIterator(LongFunction<@Nullable Labels> labels) {
      this.labels = labels;
    }

    @Override
    public boolean hasNext() {
      while (next == null && slot < slice.size()) {
        next = seriesAt(slot++);
      }
      return next != null;
    }

    @Override
    public Series next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Series result = next;
      next = null;
      return result;
    }

    private @Nullable Series seriesAt(int place) {
      long seriesId = slice.seriesId(place);
      int from = freshFrom;
      int to = from;
      while (to < fresh.size() && fresh.seriesIds()[to] == seriesId) {
        to++;
      }
      freshFrom = to;
      int settledCount = settled.count(place);
      if (settledCount + to - from == 0) {
        return null;
      }
      Labels named = labels.apply(seriesId);
      return named == null ? null : merged(named, place, settledCount, from, to);
    }

    private Series merged(Labels named, int place, int settledCount, int from, int to) {
      if (from < to && settledCount > 0) {
        long[] timestamps = settled.timestamps(place);
        if (fresh.timestamps()[from] <= timestamps[settledCount - 1]) {
          return overwritten(named, timestamps, settled.values(place), settledCount, from, to);
        }
      }
      if (from < to) {
        settled.add(place, fresh.timestamps(), fresh.values(), from, to);
      }
      return new Series(
          named, settled.timestamps(place), settled.values(place), settled.count(place));
    }

    /** Fresh samples at times that have settled ones, too. */
    private Series overwritten(
        Labels named, long[] timestamps, double[] values, int settledCount, int from, int to) {
      merge.clear();
      merge.add(timestamps, values, 0, settledCount);
      merge.add(fresh.timestamps(), fresh.values(), from, to);
      return new Series(
          named,
          Arrays.copyOf(merge.timestamps(), merge.size()),
          Arrays.copyOf(merge.values(), merge.size()),
          merge.size());
    }
  }
}
