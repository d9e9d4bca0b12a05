package io.barograph.benchmarks.comparison;

import io.barograph.benchmarks.ingest.Fleet;
import io.barograph.benchmarks.ingest.RSocketLoad;

/**
 * Sends the samples of {@link IngestComparison}'s fleet through the agent library, which is the
 * door the other systems do not have. Samples count when they are acknowledged, that is committed.
 */
final class RSocketIngest {
  private static final long TICK_MILLIS = 10_000;

  private RSocketIngest() {}

  /** Runs it once; the arguments are those that {@code benchmarks/bench} gives. */
  public static void main(String[] words) throws Exception {
    Arguments arguments = Arguments.parse(words);
    MeasurementLog log = arguments.log();
    SystemProcesses processes = SystemProcesses.parse(arguments.text("processes"));
    Fleet fleet = new Fleet(arguments.integer("hosts"), arguments.integer("batch"));
    long timestamp = arguments.number("first");
    try (RSocketLoad load =
        new RSocketLoad(
            fleet,
            arguments.text("url"),
            arguments.integer("batch"),
            arguments.integer("connections"))) {
      load.send(timestamp, TICK_MILLIS, 1);
      timestamp += TICK_MILLIS;
      long start = System.nanoTime();
      long warmUp = arguments.seconds("warm_up_seconds").toNanos();
      int ticks = 0;
      while (System.nanoTime() - start < warmUp) {
        int some = Math.max(1, 1_000_000 / fleet.series());
        load.send(timestamp, TICK_MILLIS, some);
        timestamp += some * TICK_MILLIS;
        ticks += some;
      }
      double ticksPerNano = ticks / (double) (System.nanoTime() - start);
      int phaseTicks = (int) Math.ceil(arguments.seconds("phase_seconds").toNanos() * ticksPerNano);
      for (int i = 0; i < arguments.integer("phases"); i++) {
        double cpu = processes.cpuSeconds();
        double seconds = load.send(timestamp, TICK_MILLIS, phaseTicks) / 1e9;
        cpu = processes.cpuSeconds() - cpu;
        timestamp += phaseTicks * TICK_MILLIS;
        double samples = (double) phaseTicks * fleet.series();
        log.add(IngestComparison.WARM, Quantity.SAMPLES, samples);
        log.add(IngestComparison.WARM, Quantity.WALL_SECONDS, seconds);
        log.add(IngestComparison.WARM, Quantity.CPU_SECONDS, cpu);
        log.add(IngestComparison.WARM, Quantity.SAMPLES_PER_SECOND, samples / seconds);
        log.add(IngestComparison.WARM, Quantity.SAMPLES_PER_CPU_SECOND, samples / cpu);
      }
    }
  }
}
