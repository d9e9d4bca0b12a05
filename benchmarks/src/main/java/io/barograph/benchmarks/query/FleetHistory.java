package io.barograph.benchmarks.query;

import io.barograph.benchmarks.ingest.Fleet;
import io.barograph.benchmarks.ingest.RemoteWriteSender;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the past of a {@link Fleet} to a server: {@code FleetHistory <remote write url> <hosts>
 * <routes> <first tick, ms> <ticks>}. Every server that is told the same gets the same samples.
 */
public final class FleetHistory {
  private static final long TICK_MILLIS = 10_000;
  private static final int BATCH = 10_000;

  /** Encoded ahead, and small enough for any heap. */
  private static final int TICKS_AT_ONCE = 20;

  private FleetHistory() {}

  /** Writes all of it; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    Fleet fleet = new Fleet(Integer.parseInt(args[1]), Integer.parseInt(args[2]), BATCH);
    long first = Long.parseLong(args[3]);
    int ticks = Integer.parseInt(args[4]);
    long start = System.nanoTime();
    // One connection, because Prometheus refuses a tick that overtakes the one before.
    try (RemoteWriteSender sender = new RemoteWriteSender(URI.create(args[0]), 1)) {
      for (int tick = 0; tick < ticks; tick += TICKS_AT_ONCE) {
        List<byte[]> bodies = new ArrayList<>();
        for (int i = tick; i < Math.min(ticks, tick + TICKS_AT_ONCE); i++) {
          bodies.addAll(fleet.requests(first + i * TICK_MILLIS));
        }
        sender.post(bodies);
      }
    }
    System.err.printf(
        "%s: %d series, %d samples in %.0f s%n",
        args[0], fleet.series(), (long) fleet.series() * ticks, (System.nanoTime() - start) / 1e9);
  }
}
