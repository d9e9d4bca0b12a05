package io.barograph.spring;

import io.barograph.agent.micrometer.BarographMeterRegistry;
import io.barograph.agent.records.ProcessIdentity;
import io.barograph.agent.records.Records;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.SmartLifecycle;

/**
 * Tells when the service starts and ends, and reports its meters in between. It starts before and
 * stops after the web server, so that the last request is counted too.
 */
final class Life implements SmartLifecycle {
  private final Records records;
  private final ProcessIdentity process;
  private final BarographMeterRegistry registry;
  private final Duration interval;
  private volatile boolean running;

  Life(
      Records records,
      ProcessIdentity process,
      BarographMeterRegistry registry,
      Duration interval) {
    this.records = records;
    this.process = process;
    this.registry = registry;
    this.interval = interval;
  }

  @Override
  public void start() {
    if (running) {
      return;
    }
    running = true;
    Map<String, String> attributes = new HashMap<>();
    attributes.put("pid", String.valueOf(ProcessHandle.current().pid()));
    if (!process.revision().isEmpty()) {
      attributes.put("revision", process.revision());
    }
    records.event(
        "start", "process starts with Java " + System.getProperty("java.version"), attributes);
    registry.start(interval);
  }

  @Override
  public void stop() {
    if (running) {
      running = false;
      records.event("exit", "process ends in order", Map.of());
      registry.publish();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Starts first, and so stops last. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
