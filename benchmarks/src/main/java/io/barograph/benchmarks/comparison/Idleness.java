package io.barograph.benchmarks.comparison;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits until processes have nothing to do. */
final class Idleness {
  private static final double MOST_CPU_SECONDS = 0.05;
  private static final int SECONDS_IN_A_ROW = 3;
  private static final int MOST_SECONDS = 120;

  private Idleness() {}

  /** Returns after three seconds in which they used little, or after two minutes. */
  static void await(SystemProcesses processes) throws IOException, InterruptedException {
    int idle = 0;
    double before = processes.cpuSeconds();
    for (int second = 0; second < MOST_SECONDS && idle < SECONDS_IN_A_ROW; second++) {
      TimeUnit.SECONDS.sleep(1);
      double now = processes.cpuSeconds();
      idle = now - before <= MOST_CPU_SECONDS ? idle + 1 : 0;
      before = now;
    }
    if (idle < SECONDS_IN_A_ROW) {
      System.err.printf(
          "bench: still busy after %d s, what it does later is not counted%n", MOST_SECONDS);
    }
  }
}
