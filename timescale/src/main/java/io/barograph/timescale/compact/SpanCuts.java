package io.barograph.timescale.compact;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.SeriesOffsets;
import io.barograph.timescale.block.SettledBlockReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a span of an hour where it holds more samples than a row should. Cuts fall on cells of ten
 * seconds, so that a row exceeds the limit only if a single cell does; and a cell of 128 series
 * holds at most 1,280,000 samples, one for each millisecond, which is far from what a block takes.
 */
final class SpanCuts {
  static final long CELL_MILLIS = 10_000;

  private final int limit;
  private final SettledBlockReader reader = new SettledBlockReader();

  /**
   * A way to cut.
   *
   * @param limit how many samples a row should hold at most
   */
  SpanCuts(int limit) {
    this.limit = limit;
  }

  /**
   * The parts in order of time, all with samples, which together are {@code span}.
   *
   * @param part what is settled of the span, null if nothing is
   * @throws io.barograph.timescale.block.BlockFormatException if the part is damaged
   */
  List<TimeRange> cut(
      TimeRange span, @Nullable SettledPart part, WindowRuns runs, int from, int to) {
    long most = runs.count(from, to, span) + (part == null ? 0 : part.samples());
    if (most <= limit) {
      return List.of(span);
    }
    int[] cells = new int[(int) ((span.end() - span.start()) / CELL_MILLIS) + 1];
    for (int place = from; place < to; place++) {
      count(runs.samples().timestamps(), runs.from(place, span), runs.to(place, span), span, cells);
    }
    if (part != null) {
      reader.read(
          part.payload(),
          SeriesOffsets.ALL,
          span,
          (_, timestamps, _, first, end) -> count(timestamps, first, end, span, cells));
    }
    return partsOf(span, cells);
  }

  private static void count(long[] timestamps, int from, int to, TimeRange span, int[] cells) {
    for (int i = from; i < to; i++) {
      cells[(int) ((timestamps[i] - span.start()) / CELL_MILLIS)]++;
    }
  }

  private List<TimeRange> partsOf(TimeRange span, int[] cells) {
    List<TimeRange> parts = new ArrayList<>();
    long start = span.start();
    long inPart = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      if (inPart > 0 && cells[cell] > 0 && inPart + cells[cell] > limit) {
        long next = span.start() + cell * CELL_MILLIS;
        parts.add(new TimeRange(start, next - 1));
        start = next;
        inPart = 0;
      }
      inPart += cells[cell];
    }
    parts.add(new TimeRange(start, span.end()));
    return parts;
  }
}
