package io.barograph.agent.command;

import io.barograph.agent.AgentCounts;
import io.barograph.agent.host.Measurements;
import io.barograph.agent.host.Measurements.Metric;
import io.barograph.model.MetricType;

/** What an agent says of itself. */
final class AgentReport {
  private static final Metric SAMPLES =
      new Metric(
          "barograph_agent_samples_total",
          MetricType.COUNTER,
          "Samples of the agent that were accepted or refused by the server, or dropped here.");
  private static final Metric WAITING =
      new Metric(
          "barograph_agent_waiting_samples",
          MetricType.GAUGE,
          "Samples that wait to be sent or to be acknowledged.");
  private static final Metric BATCHES =
      new Metric(
          "barograph_agent_batches_sent_total",
          MetricType.COUNTER,
          "Batches sent, repetitions included.");
  private static final Metric FAILED_CONNECTS =
      new Metric(
          "barograph_agent_failed_connects_total",
          MetricType.COUNTER,
          "Attempts to connect that failed and connections that broke.");

  private AgentReport() {}

  static void measure(AgentCounts counts, Measurements into) {
    into.add(SAMPLES, counts.accepted(), "result", "accepted");
    into.add(SAMPLES, counts.refused(), "result", "refused");
    into.add(SAMPLES, counts.dropped(), "result", "dropped");
    into.add(WAITING, counts.buffered(), "state", "buffered");
    into.add(WAITING, counts.pending(), "state", "pending");
    into.add(BATCHES, counts.batchesSent());
    into.add(FAILED_CONNECTS, counts.failedConnects());
  }
}
