package io.barograph.timescale.compact;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.BlockFormatException;
import io.barograph.timescale.block.BlockPlace;
import io.barograph.timescale.block.SampleColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Moves the fresh rows of one span into settled ones, pass by pass, in one transaction. */
final class Settling {
  /** Windows read and written together: usually a few megabytes of payload. */
  private static final int BATCH = 64;

  /** Rows wait to be written together until they are as large as this. */
  private static final long BATCH_BYTES = 8 << 20;

  /** Samples in a row at most: 128 series twice a second. Hours with more get several rows. */
  private static final int ROW_SAMPLES = 1 << 20;

  /** The last hour of the year 9999, beyond which no timestamp can be meant. */
  private static final int LAST_HOUR = 70_389_527;

  private final Connection session;
  private final UnsettledSpan span;
  private final int firstHour;
  private final CompactionPass pass;
  private final WindowRuns runs = new WindowRuns();
  private final SpanCuts cuts;
  private final WindowMerge merge;
  private final SettledUpsert upsert;
  private final DamagedBlocks damaged;
  private final List<SettledBlock> blocks = new ArrayList<>(BATCH);
  private long blockBytes;
  private final SortedMap<Integer, Long> keysByDay = new TreeMap<>();

  private long freshSamples;
  private long expiredSamples;
  private long settledRows;
  private long settledSamples;
  private int passes;

  /**
   * Prepares to settle.
   *
   * @param firstHour the earliest hour since the Unix epoch that is still kept
   */
  Settling(Connection session, UnsettledSpan span, CompactionSettings settings, int firstHour) {
    this.session = session;
    this.span = span;
    this.firstHour = firstHour;
    pass = new CompactionPass(settings.samplesInMemory());
    cuts = new SpanCuts(Math.min(ROW_SAMPLES, settings.samplesInMemory()));
    merge = new WindowMerge(settings.compression());
    upsert = new SettledUpsert(session);
    damaged = new DamagedBlocks(session);
  }

  void run() throws SQLException {
    long first = CompactionPass.FIRST;
    long last = CompactionPass.LAST;
    do {
      pass.begin(first, last);
      UnsettledRows.readInto(pass, session, span, damaged);
      settle(pass.finish());
      passes++;
      first = pass.lastKey() + 1;
      last = pass.nextLast();
    } while (pass.lastKey() != CompactionPass.LAST);
  }

  private void settle(SampleColumns samples) throws SQLException {
    runs.split(samples);
    List<int[]> windows = new ArrayList<>(BATCH);
    int from = 0;
    while (from < runs.size()) {
      int to = from + 1;
      while (to < runs.size() && runs.key(to) == runs.key(from)) {
        to++;
      }
      if (isKept(WindowKey.hour(runs.key(from)))) {
        freshSamples += count(from, to);
        windows.add(new int[] {from, to});
      } else {
        expiredSamples += count(from, to);
      }
      if (windows.size() == BATCH) {
        rewrite(windows);
        windows.clear();
      }
      from = to;
    }
    rewrite(windows);
  }

  private boolean isKept(int hour) {
    return hour >= firstHour && hour <= LAST_HOUR;
  }

  private long count(int from, int to) {
    long count = 0;
    for (int place = from; place < to; place++) {
      count += runs.to(place) - runs.from(place);
    }
    return count;
  }

  private void rewrite(List<int[]> windows) throws SQLException {
    if (windows.isEmpty()) {
      return;
    }
    long[] keys = windows.stream().mapToLong(window -> runs.key(window[0])).toArray();
    try (SettledParts settled = SettledParts.select(session, keys)) {
      for (int[] window : windows) {
        rewrite(settled, window[0], window[1]);
      }
    }
    writeBlocks();
  }

  /** Merges the runs of one window into its parts; a part that gains nothing stays as it is. */
  private void rewrite(SettledParts settled, int from, int to) throws SQLException {
    long key = runs.key(from);
    long end = WindowKey.start(key) + WindowKey.HOUR_MILLIS;
    SettledPart part = settled.take(key);
    long start = part == null ? WindowKey.start(key) : part.start();
    do {
      SettledPart following = settled.take(key);
      TimeRange span = new TimeRange(start, (following == null ? end : following.start()) - 1);
      if (runs.count(from, to, span) > 0) {
        rewriteOrSetAside(part, span, from, to);
      }
      part = following;
      start = span.end() + 1;
    } while (part != null);
    keysByDay.putIfAbsent(Math.floorDiv(WindowKey.hour(key), 24), key);
  }

  /** A damaged part is replaced by what is fresh, and stands aside as it was. */
  private void rewriteOrSetAside(@Nullable SettledPart part, TimeRange span, int from, int to)
      throws SQLException {
    try {
      rewrite(part, span, from, to);
    } catch (BlockFormatException e) {
      if (part == null) {
        throw e;
      }
      Instant start = Instant.ofEpochMilli(part.start());
      int group = WindowKey.group(part.key());
      damaged.setAside(BlockPlace.settled(start, group), span, part.payload(), e);
      rewrite(null, span, from, to);
    }
  }

  private void rewrite(@Nullable SettledPart part, TimeRange span, int from, int to)
      throws SQLException {
    byte @Nullable [] payload = part == null ? null : part.payload();
    for (TimeRange cut : cuts.cut(span, part, runs, from, to)) {
      SettledBlock block = merge.merge(payload, cut, runs, from, to);
      blocks.add(block);
      blockBytes += block.payload().length;
      settledSamples += block.samples();
      if (blockBytes > BATCH_BYTES) {
        writeBlocks();
      }
    }
  }

  private void writeBlocks() throws SQLException {
    upsert.write(blocks);
    settledRows += blocks.size();
    blocks.clear();
    blockBytes = 0;
  }

  /** One window of each day of which rows were written. */
  List<Long> touched() {
    return List.copyOf(keysByDay.values());
  }

  long freshSamples() {
    return freshSamples;
  }

  long expiredSamples() {
    return expiredSamples;
  }

  long settledRows() {
    return settledRows;
  }

  long settledSamples() {
    return settledSamples;
  }

  int damagedBlocks() {
    return damaged.count();
  }

  int passes() {
    return passes;
  }
}
