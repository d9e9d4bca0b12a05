package io.barograph.timescale.compact;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What compactions count about themselves. */
final class CompactionMeters {
  private final Timer runs;
  private final Counter failures;
  private final Counter samples;
  private final Counter expired;
  private final Counter rows;
  private final Counter damagedBlocks;
  private volatile double lagSeconds;
  private volatile long standingAside;

  CompactionMeters(MeterRegistry registry) {
    runs =
        Timer.builder("barograph.compaction")
            .description("compactions that succeeded, and how long they took")
            .register(registry);
    failures =
        Counter.builder("barograph.compaction.failures")
            .description("compactions that failed and left everything as it was")
            .register(registry);
    samples =
        Counter.builder("barograph.compaction.samples")
            .description("samples moved from fresh into settled rows")
            .register(registry);
    expired =
        Counter.builder("barograph.compaction.expired.samples")
            .description("samples left out because they are past retention")
            .register(registry);
    rows =
        Counter.builder("barograph.compaction.rows")
            .description("settled rows written, new or replaced")
            .register(registry);
    damagedBlocks =
        Counter.builder("barograph.compaction.damaged.blocks")
            .description("blocks set aside because they did not decode")
            .register(registry);
    Gauge.builder("barograph.damaged.blocks", this, meters -> (double) meters.standingAside)
        .description("damaged blocks that stand aside and fail queries, as the leader last saw it")
        .register(registry);
    Gauge.builder("barograph.compaction.lag", this, meters -> meters.lagSeconds)
        .description("age of the oldest row that is not settled, as the leader last saw it")
        .baseUnit("seconds")
        .register(registry);
  }

  void ran(CompactionReport report) {
    runs.record(report.took());
    samples.increment((double) report.freshSamples());
    expired.increment((double) report.expiredSamples());
    rows.increment((double) report.settledRows());
    damagedBlocks.increment(report.damagedBlocks());
  }

  void failed() {
    failures.increment();
  }

  void standingAside(long blocks) {
    standingAside = blocks;
  }

  void lag(double seconds) {
    lagSeconds = seconds;
  }
}
