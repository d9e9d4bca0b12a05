package io.barograph.queryapi.services;

import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * For which time the rules have recorded rates, and what follows from that: recorded rates for this
 * time, counters for the rest, which for a fleet younger than the window is empty.
 */
final class RecordedTime {
  /** Between two evaluations of the rules, in milliseconds. */
  static final long EVERY = 60_000;

  /** The last evaluations may be under way still. */
  private static final long LATE = 2 * EVERY;

  private static final int MOST_SPANS = 1_440;

  /** A span of many evaluations may lack one of them. */
  private static final double ENOUGH = 0.9;

  /** So small a part of a window may be missing: it was then like the rest. */
  private static final double MISSING_AT_MOST = 0.05;

  /** Beyond so many, all up to the last one is read from counters: each costs queries. */
  private static final int MOST_HOLES = 3;

  private final Grid spans;

  /** Whether rates were recorded in each span. */
  private final boolean[] recorded;

  /** Spans of time up to and with the end of a window, each one a point of the grid. */
  static Grid spans(Window window) {
    long evaluations = Math.ceilDiv(window.length(), EVERY);
    long step = Math.ceilDiv(evaluations, MOST_SPANS) * EVERY;
    int count = Math.toIntExact(Math.ceilDiv(window.length(), step));
    return new Grid(window.to() - (count - 1) * step, step, count, step);
  }

  /** With how often the rules were evaluated in each span. */
  RecordedTime(Grid spans, List<Series> evaluations) {
    this(spans, new boolean[spans.count()]);
    double enough = ENOUGH * spans.step() / EVERY;
    for (Series series : evaluations) {
      for (int i = 0; i < series.size(); i++) {
        recorded[spans.index(series.timestamps()[i])] |= series.values()[i] >= enough;
      }
    }
  }

  private RecordedTime(Grid spans, boolean[] recorded) {
    this.spans = spans;
    this.recorded = recorded;
  }

  /** All of a grid, which lies in this time, in as few stretches as may be. */
  List<Stretch> stretches(Grid grid, RequestSource source) {
    RecordedTime own = of(grid.all());
    return grid.count() == 1 ? own.ofWindow(grid, source) : own.ofPoints(grid, source);
  }

  /** The spans that a window has a part in. */
  private RecordedTime of(Window window) {
    int first = Math.toIntExact((window.from() - startOf(0)) / spans.step());
    int last = Math.toIntExact(Math.ceilDiv(window.to() - spans.start(), spans.step()));
    return new RecordedTime(spans.part(first, last), Arrays.copyOfRange(recorded, first, last + 1));
  }

  private List<Stretch> ofWindow(Grid grid, RequestSource source) {
    boolean[] usable = withTheMinuteBefore();
    int last = lastTrue(usable);
    if (last >= 0 && (usable.length - 1 - last) * spans.step() <= LATE) {
      Arrays.fill(usable, last, usable.length, true);
    }
    long after = grid.start() - grid.window();
    if (missing(usable, after, grid.start()) <= MISSING_AT_MOST * grid.window()) {
      return List.of(new Stretch(source, grid, 1));
    }
    List<Stretch> stretches = new ArrayList<>();
    for (Run run : runs(usable)) {
      long from = Math.max(after, startOf(run.first));
      long to = Math.min(grid.start(), spans.time(run.last));
      Grid part = Grid.whole(new Window(from, to));
      stretches.add(
          new Stretch(
              run.value ? source : RequestSource.COUNTERS,
              part,
              (double) part.window() / grid.window()));
    }
    return stretches;
  }

  /**
   * Rates of two minutes are about the minute before their own, too. Where counting began in it,
   * nothing is left for the counters; there may be many.
   */
  private boolean[] withTheMinuteBefore() {
    boolean[] usable = recorded.clone();
    for (int i = 1; i < usable.length && spans.step() == EVERY; i++) {
      usable[i - 1] |= recorded[i];
    }
    return usable;
  }

  private List<Stretch> ofPoints(Grid grid, RequestSource source) {
    boolean[] usable = new boolean[grid.count()];
    double missingAtMost = Math.max(EVERY, MISSING_AT_MOST * grid.window());
    for (int i = 0; i < usable.length; i++) {
      long time = grid.time(i);
      usable[i] = missing(recorded, time - grid.window(), time) <= missingAtMost;
    }
    return runs(usable).stream()
        .map(
            run ->
                new Stretch(
                    run.value ? source : RequestSource.COUNTERS, grid.part(run.first, run.last), 1))
        .toList();
  }

  private long startOf(int span) {
    return spans.time(span) - spans.step();
  }

  /** Milliseconds after and until these times that lie in spans without recorded rates. */
  private long missing(boolean[] usable, long after, long until) {
    long missing = 0;
    int first = Math.max(0, Math.toIntExact((after - startOf(0)) / spans.step()));
    for (int i = first; i < usable.length && startOf(i) < until; i++) {
      if (!usable[i]) {
        missing += Math.min(until, spans.time(i)) - Math.max(after, startOf(i));
      }
    }
    return missing;
  }

  private record Run(int first, int last, boolean value) {}

  /** The values as runs of equal ones, of which few are false. */
  private static List<Run> runs(boolean[] values) {
    List<Run> runs = new ArrayList<>();
    int holes = 0;
    for (int first = 0, next; first < values.length; first = next) {
      next = first + 1;
      while (next < values.length && values[next] == values[first]) {
        next++;
      }
      runs.add(new Run(first, next - 1, values[first]));
      holes += values[first] ? 0 : 1;
    }
    return holes <= MOST_HOLES ? runs : upToLastHole(runs);
  }

  private static List<Run> upToLastHole(List<Run> runs) {
    Run last = runs.getLast();
    return last.value
        ? List.of(new Run(0, last.first - 1, false), last)
        : List.of(new Run(0, last.last, false));
  }

  private static int lastTrue(boolean[] values) {
    int last = values.length - 1;
    while (last >= 0 && !values[last]) {
      last--;
    }
    return last;
  }
}
