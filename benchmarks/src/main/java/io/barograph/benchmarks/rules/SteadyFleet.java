package io.barograph.benchmarks.rules;

import io.barograph.benchmarks.ingest.Fleet;
import io.barograph.benchmarks.ingest.RemoteWriteSender;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Fleet} that reports every 10 seconds to several servers alike, until it is stopped:
 * {@code SteadyFleet <hosts> <remote write url>...}.
 */
public final class SteadyFleet {
  private static final long TICK_MILLIS = 10_000;
  private static final int BATCH = 10_000;

  private SteadyFleet() {}

  /** Runs until the process is stopped; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    Fleet fleet = new Fleet(Integer.parseInt(args[0]), BATCH);
    List<RemoteWriteSender> senders = new ArrayList<>();
    Arrays.stream(args, 1, args.length)
        .forEach(url -> senders.add(new RemoteWriteSender(URI.create(url), 1)));
    Clock clock = Clock.systemUTC();
    long tick = clock.millis() / TICK_MILLIS * TICK_MILLIS;
    while (true) {
      List<byte[]> bodies = fleet.requests(tick);
      for (RemoteWriteSender sender : senders) {
        var _ = sender.post(bodies);
      }
      tick += TICK_MILLIS;
      Thread.sleep(Math.max(0, tick - clock.millis()));
    }
  }
}
