package io.barograph.timescale.compact;

import io.barograph.timescale.block.SampleColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Moves the fresh rows of one span into settled ones, pass by pass, in one transaction. */
final class Settling {
  /** Windows read and written together: a few megabytes of payload. */
  private static final int BATCH = 64;

  /** The last hour of the year 9999, beyond which no timestamp can be meant. */
  private static final int LAST_HOUR = 70_389_527;

  private final Connection session;
  private final UnsettledSpan span;
  private final int firstHour;
  private final CompactionPass pass;
  private final WindowRuns runs = new WindowRuns();
  private final WindowMerge merge;
  private final SettledUpsert upsert;
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
    merge = new WindowMerge(settings.compression());
    upsert = new SettledUpsert(session);
  }

  void run() throws SQLException {
    long key = WindowKey.of(0, Integer.MIN_VALUE);
    do {
      pass.beginAt(key);
      UnsettledRows.readInto(pass, session, span);
      settle(pass.finish());
      passes++;
      key = pass.lastKey() + 1;
    } while (pass.lastKey() != WindowKey.LAST);
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
    Map<Long, byte[]> settled = SettledPayloads.read(session, keys);
    List<SettledBlock> blocks = new ArrayList<>(windows.size());
    for (int i = 0; i < keys.length; i++) {
      int[] window = windows.get(i);
      SettledBlock block = merge.merge(settled.get(keys[i]), runs, window[0], window[1]);
      blocks.add(block);
      settledSamples += block.samples();
      keysByDay.putIfAbsent(Math.floorDiv(WindowKey.hour(keys[i]), 24), keys[i]);
    }
    upsert.write(blocks);
    settledRows += blocks.size();
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

  int passes() {
    return passes;
  }
}
