package io.barograph.integration.alert;

import io.barograph.agent.BarographAgent;
import io.barograph.agent.SeriesHandle;
import io.barograph.model.Labels;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** An agent that reports one pressure five times a second, 0 until told otherwise. */
final class PressureAgent implements AutoCloseable {
  private static final long PAUSE_NANOS = 200_000_000;

  private final Clock clock = Clock.systemUTC();
  private final BarographAgent agent;
  private final SeriesHandle series;
  private final Thread thread = Thread.ofPlatform().name("pressure-agent").unstarted(this::run);
  private volatile double value;
  private volatile boolean stopped;

  private PressureAgent(String server, String subject) {
    this.agent = BarographAgent.builder(server).flushInterval(Duration.ofMillis(100)).build();
    this.series = agent.series(Labels.of("__name__", SteadySeries.METRIC, "subject", subject));
  }

  static PressureAgent start(String server, String subject) {
    PressureAgent agent = new PressureAgent(server, subject);
    agent.thread.start();
    return agent;
  }

  /** From now on it reports this. */
  void report(double newValue) {
    value = newValue;
  }

  private void run() {
    while (!stopped) {
      series.append(clock.millis(), value);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    agent.close();
  }
}
