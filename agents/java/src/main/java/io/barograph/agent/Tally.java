package io.barograph.agent;

import java.util.concurrent.atomic.LongAdder;

/** What has become of the samples. The agent's thread writes, others look. */
final class Tally {
  private final LongAdder late = new LongAdder();
  private volatile Counts counts = new Counts(0, 0, 0, 0, 0, 0, false);

  /** Replaced as a whole, so that a sample is seen in one place and not in none. */
  private record Counts(
      long pending,
      long accepted,
      long refused,
      long batchesSent,
      long connects,
      long failedConnects,
      boolean connected) {}

  /** Samples came after close, or were left then. */
  void late(long samples) {
    late.add(samples);
  }

  /** A batch was sent; {@code pending} samples are unacknowledged now. */
  void sent(long pending) {
    Counts old = counts;
    counts =
        new Counts(
            pending,
            old.accepted,
            old.refused,
            old.batchesSent + 1,
            old.connects,
            old.failedConnects,
            old.connected);
  }

  /** A batch was acknowledged; {@code pending} samples are not yet. */
  void acknowledged(long accepted, long refused, long pending) {
    Counts old = counts;
    counts =
        new Counts(
            pending,
            old.accepted + accepted,
            old.refused + refused,
            old.batchesSent,
            old.connects,
            old.failedConnects,
            old.connected);
  }

  void connected() {
    connection(true, 1, 0);
  }

  /** An attempt failed or a connection broke. */
  void failed() {
    connection(false, 0, 1);
  }

  /** A connection was given up on purpose. */
  void disconnected() {
    connection(false, 0, 0);
  }

  private void connection(boolean connected, int connects, int failedConnects) {
    Counts old = counts;
    counts =
        new Counts(
            old.pending,
            old.accepted,
            old.refused,
            old.batchesSent,
            old.connects + connects,
            old.failedConnects + failedConnects,
            connected);
  }

  /** Nothing more is sent: what is unacknowledged now is dropped. */
  void stopped(long leftSamples) {
    late.add(leftSamples);
    Counts old = counts;
    counts =
        new Counts(
            0, old.accepted, old.refused, old.batchesSent, old.connects, old.failedConnects, false);
  }

  AgentCounts with(long buffered, long dropped, int series) {
    Counts now = counts;
    return new AgentCounts(
        buffered,
        now.pending,
        now.accepted,
        now.refused,
        dropped + late.sum(),
        now.batchesSent,
        now.connects,
        now.failedConnects,
        now.connected,
        series);
  }
}
