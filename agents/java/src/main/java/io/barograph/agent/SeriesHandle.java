package io.barograph.agent;

import io.barograph.model.Labels;
import io.barograph.protocol.v1.Label;
import io.barograph.protocol.v1.SeriesDefinition;

/**
 * One series of an agent. Keep it: appending through a handle costs no lookup and no allocation. It
 * stays good however long it is idle. Safe for use by several threads.
 */
public final class SeriesHandle {
  /** Written under the lock of the agent's buffer, or {@link SeriesHandles#NONE}. */
  volatile int index = SeriesHandles.NONE;

  /** When it last got a sample. Written under the same lock; who reads without looks again. */
  volatile int usedInRound;

  private final BarographAgent agent;
  private final Labels labels;

  SeriesHandle(BarographAgent agent, Labels labels, int round) {
    this.agent = agent;
    this.labels = labels;
    this.usedInRound = round;
  }

  /** The identity of the series, the agent's own labels included. */
  public Labels labels() {
    return labels;
  }

  /**
   * Puts a sample into the agent's buffer and returns at once. When the buffer is full the oldest
   * sample in it is dropped and counted.
   *
   * @param timestamp milliseconds since the Unix epoch
   * @param value any double; NaN payloads arrive bit for bit
   */
  public void append(long timestamp, double value) {
    agent.append(this, timestamp, value);
  }

  /** Encoded anew for each connection: a million kept encodings would cost more than the labels. */
  SeriesDefinition definition(int ref) {
    SeriesDefinition.Builder definition = SeriesDefinition.newBuilder().setRef(ref);
    for (int i = 0; i < labels.size(); i++) {
      definition.addLabels(
          Label.newBuilder().setName(labels.name(i)).setValue(labels.value(i)).build());
    }
    return definition.build();
  }

  @Override
  public String toString() {
    return labels.toString();
  }
}
