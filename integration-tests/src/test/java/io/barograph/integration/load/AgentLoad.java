package io.barograph.integration.load;

import io.barograph.agent.AcknowledgedBatch;
import io.barograph.agent.AgentCounts;
import io.barograph.agent.BarographAgent;
import io.barograph.agent.SeriesHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The agent library under a steady stream of samples. */
public final class AgentLoad implements AutoCloseable {
  private final SampleLedger ledger;
  private final BarographAgent agent;
  private final SeriesHandle[] handles;
  private final long pauseNanos;
  private final AtomicLong refused = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopped;

  private AgentLoad(SampleLedger ledger, String server, long pauseNanos) {
    this.ledger = ledger;
    this.pauseNanos = pauseNanos;
    this.agent =
        BarographAgent.builder(server)
            .flushInterval(Duration.ofMillis(100))
            .retry(Duration.ofMillis(50), Duration.ofSeconds(1))
            .keepalive(Duration.ofSeconds(1), Duration.ofSeconds(5))
            .listener(this::acknowledged)
            .build();
    this.handles = new SeriesHandle[ledger.load().count()];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = agent.series(ledger.load().labels(i));
    }
    this.thread = Thread.ofPlatform().name("agent-load").unstarted(this::run);
  }

  /** Appends one tick of every series, waits so long, and so on. */
  public static AgentLoad start(SampleLedger ledger, String server, long pauseMillis) {
    AgentLoad load = new AgentLoad(ledger, server, pauseMillis * 1_000_000);
    load.thread.start();
    return load;
  }

  public AgentCounts counts() {
    return agent.counts();
  }

  /** How many samples the server would not take. */
  public long refused() {
    return refused.get();
  }

  private void run() {
    LoadSeries load = ledger.load();
    for (int tick = 0; !stopped; tick++) {
      for (int series = 0; series < handles.length; series++) {
        ledger.sent(series, tick);
        handles[series].append(load.timestamp(tick), load.value(series, tick));
      }
      LockSupport.parkNanos(pauseNanos);
    }
  }

  private void acknowledged(AcknowledgedBatch batch) {
    if (batch.accepted() < batch.size()) {
      refused.addAndGet(batch.size() - batch.accepted());
      return;
    }
    LoadSeries load = ledger.load();
    for (int i = 0; i < batch.size(); i++) {
      ledger.acknowledged(load.seriesOf(batch.labels(i)), load.tickOf(batch.timestamp(i)));
    }
  }

  /** Stops the stream and forgets what the agent still holds. */
  @Override
  public void close() {
    end(Duration.ZERO);
  }

  /** Stops the stream, and gives the agent time to send what it holds. */
  public void finish() {
    end(Duration.ofSeconds(20));
  }

  private void end(Duration timeout) {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    agent.close(timeout);
  }
}
