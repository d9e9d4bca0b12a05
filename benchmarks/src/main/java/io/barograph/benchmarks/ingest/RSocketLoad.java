package io.barograph.benchmarks.ingest;

import io.barograph.agent.AgentCounts;
import io.barograph.agent.BarographAgent;
import io.barograph.agent.SeriesHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends with the agent library, the hosts shared out over some agents. The agents count no time by
 * batch, so the one latency is that of the whole phase.
 */
public final class RSocketLoad implements IngestLoad.Door {
  private final Fleet fleet;
  private final List<BarographAgent> agents = new ArrayList<>();
  private final SeriesHandle[] handles;
  private long sent;

  public RSocketLoad(Fleet fleet, String server, int batch, int connections) {
    this.fleet = fleet;
    this.handles = new SeriesHandle[fleet.series()];
    int share = Math.ceilDiv(fleet.series() / Fleet.METRICS, connections) * Fleet.METRICS;
    for (int agent = 0; agent < connections; agent++) {
      agents.add(
          BarographAgent.builder(server)
              .batchSamples(batch)
              .bufferedSamples(1 << 25)
              .flushInterval(Duration.ofMillis(100))
              .build());
    }
    for (int i = 0; i < handles.length; i++) {
      handles[i] = agents.get(i / share).series(fleet.labels(i));
    }
  }

  @Override
  public Callable<long[]> prepare(long firstTimestamp, long interval, int ticks) {
    return () -> new long[] {send(firstTimestamp, interval, ticks)};
  }

  /** Sends ticks and waits for their acknowledgement; the nanoseconds that took. */
  public long send(long firstTimestamp, long interval, int ticks) {
    long start = System.nanoTime();
    for (int tick = 0; tick < ticks; tick++) {
      for (int i = 0; i < handles.length; i++) {
        handles[i].append(firstTimestamp + tick * interval, fleet.nextValue(i));
      }
    }
    sent += (long) handles.length * ticks;
    awaitAcknowledgements();
    return System.nanoTime() - start;
  }

  private void awaitAcknowledgements() {
    while (true) {
      long accepted = 0;
      for (BarographAgent agent : agents) {
        AgentCounts counts = agent.counts();
        if (counts.refused() + counts.dropped() > 0) {
          throw new IllegalStateException("samples were lost: " + counts);
        }
        accepted += counts.accepted();
      }
      if (accepted == sent) {
        return;
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    agents.forEach(BarographAgent::close);
  }
}
