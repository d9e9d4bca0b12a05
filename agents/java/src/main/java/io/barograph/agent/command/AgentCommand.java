package io.barograph.agent.command;

import io.barograph.agent.AgentIdentity;
import io.barograph.agent.AgentListener;
import io.barograph.agent.BarographAgent;
import io.barograph.agent.host.HostProbe;
import io.barograph.agent.host.OwnProcessProbe;
import io.barograph.model.Labels;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code barograph agent}: reads this host on a clock and sends what it reads. */
public final class AgentCommand {
  private final BarographAgent agent;
  private final Clock clock;
  private final PrintStream out;
  private final HostProbe hostProbe = new HostProbe();
  private final AgentSeries hostSeries;
  private final AgentSeries ownSeries;

  private AgentCommand(AgentOptions options, Clock clock, PrintStream out) {
    AgentIdentity byDefault = AgentIdentity.ofThisHost();
    String host = options.host().isEmpty() ? byDefault.host() : options.host();
    this.clock = clock;
    this.out = out;
    // Dashboards for node_exporter select by job and instance.
    Labels common = options.labels().with("host", host).with("instance", host);
    this.agent =
        BarographAgent.builder(options.server())
            .identity(new AgentIdentity(host, host, byDefault.version(), options.labels()))
            .token(options.token())
            .commonLabels(common)
            .listener(sayOnce(out, options.server()))
            .build();
    this.hostSeries = new AgentSeries(agent, "node");
    this.ownSeries = new AgentSeries(agent, "barograph-agent");
  }

  /** Runs until the process is told to end. */
  public static void main(String[] arguments) throws InterruptedException {
    AgentOptions options;
    try {
      options = AgentOptions.parse(List.of(arguments), System.getenv());
      if (options.help()) {
        System.out.print(AgentOptions.USAGE);
        return;
      }
      AgentCommand command = new AgentCommand(options, Clock.systemUTC(), System.out);
      command.run(options.interval());
    } catch (IllegalArgumentException e) {
      System.err.println("barograph agent: " + e.getMessage());
      System.exit(2);
    }
  }

  private void run(Duration interval) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    ScheduledExecutorService ticks =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("barograph-probe").factory());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ticks.shutdownNow();
                  agent.close();
                  ended.countDown();
                }));
    long millis = interval.toMillis();
    var _ = ticks.scheduleAtFixedRate(this::measure, 0, millis, TimeUnit.MILLISECONDS);
    ended.await();
  }

  private void measure() {
    try {
      long now = clock.millis();
      hostProbe.measure(hostSeries.at(now));
      OwnProcessProbe.measure(ownSeries.at(now));
      AgentReport.measure(agent.counts(), ownSeries.at(now));
    } catch (RuntimeException e) {
      // A tick that fails must not be the last one.
      out.println("barograph agent: reading failed: " + e);
    }
  }

  private static AgentListener sayOnce(PrintStream out, String server) {
    AtomicBoolean said = new AtomicBoolean();
    return batch -> {
      if (said.compareAndSet(false, true)) {
        out.printf(
            "barograph agent: %s has stored the first %d samples of this host%n",
            server, batch.accepted());
      }
    };
  }
}
