package io.barograph.agent;

import io.barograph.agent.records.OwnCode;
import io.barograph.agent.records.ProcessIdentity;
import io.barograph.agent.records.Records;
import io.barograph.model.Labels;
import io.barograph.protocol.ProtocolLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How an agent is to be built. Every option has a default but the address. */
public final class BarographAgentBuilder {
  final ServerAddress address;
  AgentIdentity identity = AgentIdentity.ofThisHost();
  String token = "";
  Labels commonLabels = Labels.EMPTY;
  int bufferedSamples = 1_000_000;
  int batchSamples = 10_000;
  int unacknowledgedBatches = 4;
  Duration flushInterval = Duration.ofSeconds(1);
  Duration connectTimeout = Duration.ofSeconds(10);
  Duration firstRetry = Duration.ofMillis(100);
  Duration longestRetry = Duration.ofSeconds(30);
  Duration keepaliveInterval = Duration.ofSeconds(10);
  Duration keepaliveLifetime = Duration.ofSeconds(30);
  Duration closeTimeout = Duration.ofSeconds(5);
  Duration idleSeries = Duration.ofMinutes(10);
  Duration reportInterval = Duration.ofSeconds(10);
  @Nullable ProcessIdentity process;
  OwnCode ownCode = OwnCode.notOfLibraries();
  int bufferedRecords = 1_000;
  int transactionsPerReport = 100;
  InstantSource clock = InstantSource.system();
  AgentListener listener = AgentListener.NONE;
  RandomGenerator random = RandomGenerator.getDefault();

  BarographAgentBuilder(ServerAddress address) {
    this.address = address;
  }

  /** Who the agent says it is. By default the name of this host. */
  public BarographAgentBuilder identity(AgentIdentity agentIdentity) {
    this.identity = agentIdentity;
    return this;
  }

  /** What the server asks for when it binds a public address. By default none. */
  public BarographAgentBuilder token(String agentToken) {
    this.token = agentToken;
    return this;
  }

  /** Labels for every series that does not have them itself. By default none. */
  public BarographAgentBuilder commonLabels(Labels labels) {
    this.commonLabels = labels;
    return this;
  }

  /**
   * How many samples may wait, 20 bytes each; beyond, the oldest is dropped. By default 1,000,000.
   * On top come the unacknowledged batches.
   */
  public BarographAgentBuilder bufferedSamples(int samples) {
    this.bufferedSamples = within("buffered samples", samples, 1, 1 << 28);
    return this;
  }

  /** How many samples go into one batch at most. By default 10,000. */
  public BarographAgentBuilder batchSamples(int samples) {
    this.batchSamples = within("batch samples", samples, 1, ProtocolLimits.BATCH_SAMPLES);
    return this;
  }

  /** How many batches may be without acknowledgement. By default 4. */
  public BarographAgentBuilder unacknowledgedBatches(int batches) {
    this.unacknowledgedBatches = within("unacknowledged batches", batches, 1, 1024);
    return this;
  }

  /** How long a sample waits at most for its batch to fill. By default a second. */
  public BarographAgentBuilder flushInterval(Duration interval) {
    this.flushInterval = positive("flush interval", interval);
    return this;
  }

  /** How long a connection may take to stand. By default 10 seconds. */
  public BarographAgentBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = positive("connect timeout", timeout);
    return this;
  }

  /**
   * The waits between attempts to connect: doubled from first to longest. By default 100 ms, 30 s.
   */
  public BarographAgentBuilder retry(Duration first, Duration longest) {
    this.firstRetry = positive("first retry", first);
    this.longestRetry = positive("longest retry", longest);
    return this;
  }

  /**
   * How often to show life, and after what silence to give a connection up. By default 10 s, 30 s.
   */
  public BarographAgentBuilder keepalive(Duration interval, Duration lifetime) {
    this.keepaliveInterval = positive("keepalive interval", interval);
    this.keepaliveLifetime = positive("keepalive lifetime", lifetime);
    return this;
  }

  /**
   * After what time without a sample a series is forgotten by agent and server, so that a process
   * which makes many short-lived ones does not grow for ever; with its next sample it is made known
   * again. By default 10 minutes; it may take half as long again.
   */
  public BarographAgentBuilder idleSeries(Duration time) {
    this.idleSeries = positive("idle series", time);
    return this;
  }

  /** How long {@link BarographAgent#close()} waits for acknowledgements. By default 5 seconds. */
  public BarographAgentBuilder closeTimeout(Duration timeout) {
    this.closeTimeout = positive("close timeout", timeout);
    return this;
  }

  /**
   * The process that the agent speaks for; without one it has no records. Every ten seconds, and on
   * each connection, the server is told that it runs.
   */
  public BarographAgentBuilder process(ProcessIdentity identity) {
    this.process = identity;
    return this;
  }

  /** Tells the program's own code in stacks. By default all but well-known libraries. */
  public BarographAgentBuilder ownCode(OwnCode code) {
    this.ownCode = code;
    return this;
  }

  /**
   * How many records may wait or be on their way, with 8 MiB in all; beyond, the oldest is dropped.
   * By default 1,000.
   */
  public BarographAgentBuilder bufferedRecords(int records) {
    this.bufferedRecords = within("buffered records", records, 1, 100_000);
    return this;
  }

  /** How many requests are recorded between two reports. By default 100. */
  public BarographAgentBuilder transactionsPerReport(int transactions) {
    this.transactionsPerReport =
        within("transactions per report", transactions, 0, Integer.MAX_VALUE);
    return this;
  }

  /** What time records are of. By default that of the machine. */
  public BarographAgentBuilder clock(InstantSource source) {
    this.clock = source;
    return this;
  }

  @Nullable Records newRecords() {
    return process == null
        ? null
        : new Records(process, ownCode, clock, bufferedRecords, transactionsPerReport);
  }

  /** Who hears of acknowledgements. By default nobody. */
  public BarographAgentBuilder listener(AgentListener agentListener) {
    this.listener = agentListener;
    return this;
  }

  /** An agent that connects at once and retries until it is closed. */
  public BarographAgent build() {
    return new BarographAgent(this);
  }

  private static int within(String what, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          "%s is %d, must be %d to %d".formatted(what, value, lowest, highest));
    }
    return value;
  }

  private static Duration positive(String what, Duration duration) {
    if (duration.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "%s is %s, must be at least 1 ms".formatted(what, duration));
    }
    return duration;
  }
}
