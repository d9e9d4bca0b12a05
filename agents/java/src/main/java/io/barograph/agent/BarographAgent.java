package io.barograph.agent;

import io.barograph.agent.records.Records;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends samples to Barograph, and records of a process, and keeps them until they are acknowledged.
 *
 * <p>Samples wait in a buffer with a bound, go out in batches, and are sent again on the next
 * connection until the server says that they are committed; the server takes a repeated sample for
 * the same one. Nothing here blocks a caller: when the server is away or slow for longer than the
 * buffer lasts, the oldest samples in it are dropped and counted.
 *
 * <p>An agent connects when it is built, and until it is closed it tries again whenever the
 * connection is lost. Safe for use by several threads.
 */
public final class BarographAgent implements AutoCloseable {
  private final Labels commonLabels;
  private final Duration closeTimeout;
  private final SeriesHandles handles = new SeriesHandles();
  private final @Nullable Records records;
  private final Delivery delivery;

  BarographAgent(BarographAgentBuilder settings) {
    this.commonLabels = settings.commonLabels;
    this.closeTimeout = settings.closeTimeout;
    this.records = settings.newRecords();
    this.delivery = new Delivery(settings, handles, records);
    delivery.start();
  }

  /**
   * Starts to describe an agent.
   *
   * @param serverAddress {@code tcp://host:port}, {@code tls://host:port}, {@code
   *     ws://host:port/rsocket} or {@code wss://host:port/rsocket}
   */
  public static BarographAgentBuilder builder(String serverAddress) {
    return new BarographAgentBuilder(ServerAddress.parse(serverAddress));
  }

  /**
   * The handle of a series; the same one for the same labels, unless the series was idle for so
   * long that the agent has forgotten it. The agent's own labels are added where {@code labels}
   * does not have them.
   *
   * @throws IllegalArgumentException if there is no metric name, or the labels are longer than a
   *     server would ever take
   * @throws IllegalStateException if the agent has a million series already
   */
  public SeriesHandle series(Labels labels) {
    Labels all = labels;
    for (int i = 0; i < commonLabels.size(); i++) {
      if (labels.get(commonLabels.name(i)) == null) {
        all = all.with(commonLabels.name(i), commonLabels.value(i));
      }
    }
    return handles.of(this, all);
  }

  /** Tells the server about a metric; the last word on a metric wins. */
  public void describe(MetricMetadata metadata) {
    delivery.describe(metadata);
  }

  void append(SeriesHandle series, long timestamp, double value) {
    delivery.append(series, timestamp, value);
  }

  /**
   * Requests, exceptions and events of the process that the agent speaks for.
   *
   * @throws IllegalStateException if the agent was not told of a process
   */
  public Records records() {
    if (records == null) {
      throw new IllegalStateException(
          "agent speaks for no process; name it with BarographAgentBuilder.process");
    }
    return records;
  }

  /** What has become of the samples so far. */
  public AgentCounts counts() {
    return delivery.counts();
  }

  /**
   * Sends what is buffered, waits for the acknowledgements and disconnects; samples and records
   * that come later are dropped and counted.
   *
   * @return whether everything was acknowledged in time
   */
  public boolean close(Duration timeout) {
    return delivery.close(timeout);
  }

  /** As {@link #close(Duration)} with the time-out the agent was built with. */
  @Override
  public void close() {
    close(closeTimeout);
  }
}
