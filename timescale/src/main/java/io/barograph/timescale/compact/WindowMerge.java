package io.barograph.timescale.compact;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.BlockCompression;
import io.barograph.timescale.block.BlockMerge;
import io.barograph.timescale.block.SeriesOffsets;
import io.barograph.timescale.block.SettledBlockReader;
import io.barograph.timescale.block.SettledBlockWriter;
import org.jspecify.annotations.Nullable;

/** Makes the new settled block of a window out of the old one and fresh runs, which win. */
final class WindowMerge {
  private final SettledBlockReader reader = new SettledBlockReader();
  private final SettledBlockWriter writer;
  private final BlockMerge merge = new BlockMerge();

  WindowMerge(BlockCompression compression) {
    writer = new SettledBlockWriter(compression);
  }

  /**
   * Merges what lies within {@code span}, of the runs at places {@code from} to {@code to}
   * (exclusive), all of one window.
   *
   * @param settled the payload the span has so far, null if it has none
   * @throws io.barograph.timescale.block.BlockFormatException if {@code settled} is damaged
   */
  SettledBlock merge(byte @Nullable [] settled, TimeRange span, WindowRuns runs, int from, int to) {
    writer.clear();
    FreshSeries fresh = new FreshSeries(runs, span, from, to);
    if (settled != null) {
      reader.read(
          settled,
          SeriesOffsets.ALL,
          span,
          (offset, timestamps, values, first, end) -> {
            fresh.writeBelow(offset);
            if (fresh.isAt(offset)) {
              merge.clear();
              merge.add(timestamps, values, first, end);
              fresh.mergeNext();
              writer.add(offset, merge.timestamps(), merge.values(), 0, merge.size());
            } else {
              writer.add(offset, timestamps, values, first, end);
            }
          });
    }
    fresh.writeBelow(SeriesOffsets.GROUP_SIZE);
    int samples = writer.samples();
    long minTime = writer.minTime();
    long maxTime = writer.maxTime();
    return new SettledBlock(
        runs.key(from), span.start(), samples, minTime, maxTime, writer.finish());
  }

  /** The fresh runs of the span, consumed in step with the settled ones. */
  private final class FreshSeries {
    private final WindowRuns runs;
    private final TimeRange span;
    private final int end;
    private int place;

    FreshSeries(WindowRuns runs, TimeRange span, int from, int end) {
      this.runs = runs;
      this.span = span;
      this.place = from;
      this.end = end;
    }

    boolean isAt(int offset) {
      return place < end && runs.offset(place) == offset;
    }

    void writeBelow(int offset) {
      while (place < end && runs.offset(place) < offset) {
        writer.add(
            runs.offset(place),
            runs.samples().timestamps(),
            runs.samples().values(),
            runs.from(place, span),
            runs.to(place, span));
        place++;
      }
    }

    void mergeNext() {
      merge.add(
          runs.samples().timestamps(),
          runs.samples().values(),
          runs.from(place, span),
          runs.to(place, span));
      place++;
    }
  }
}
