package io.barograph.promql.script;

import java.util.List;

/** One step of a script. */
sealed interface Command {
  /** Where it starts in the script, from 1. */
  int line();

  /** Drops all data. */
  record Clear(int line) implements Command {}

  /**
   * Adds samples at 0, {@code step}, twice {@code step} and so on.
   *
   * @param step milliseconds
   * @param withHistograms whether classic histograms also become native ones with custom buckets
   */
  record Load(int line, long step, List<SeriesLine> series, boolean withHistograms)
      implements Command {}

  /**
   * Evaluates a query and checks what comes out.
   *
   * @param times when, in milliseconds; a single time for an instant query
   */
  record Evaluate(int line, String query, Grid times, boolean instant, Expectation expected)
      implements Command {}

  /** Times at equal distances, in milliseconds. */
  record Grid(long start, long end, long step) {
    int count() {
      return (int) ((end - start) / step) + 1;
    }
  }
}
