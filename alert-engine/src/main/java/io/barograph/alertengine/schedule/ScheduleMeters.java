package io.barograph.alertengine.schedule;

import io.barograph.alertengine.evaluate.RuleReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** How evaluation fares, for whoever watches Barograph. */
final class ScheduleMeters {
  private final Counter evaluations;
  private final Counter failures;
  private final Counter missed;
  private final Counter unsaved;
  private final Timer duration;
  private final Timer lateness;

  /**
   * @param groupsLed asked each time the gauge is
   */
  ScheduleMeters(MeterRegistry registry, Supplier<Number> groupsLed) {
    evaluations =
        Counter.builder("barograph.rule.evaluations")
            .description("evaluations of a rule, failed ones included")
            .register(registry);
    failures =
        Counter.builder("barograph.rule.evaluation.failures")
            .description("evaluations of a rule that failed")
            .register(registry);
    missed =
        Counter.builder("barograph.rule.iterations.missed")
            .description("evaluations of a group left out because the one before took too long")
            .register(registry);
    unsaved =
        Counter.builder("barograph.rule.iterations.unsaved")
            .description("evaluations of a group that could not be saved and count for nothing")
            .register(registry);
    duration =
        Timer.builder("barograph.rule.group.duration")
            .description("what an evaluation of a group takes, saving included")
            .publishPercentileHistogram()
            .register(registry);
    lateness =
        Timer.builder("barograph.rule.group.lateness")
            .description("how long after its time an evaluation of a group begins")
            .publishPercentileHistogram()
            .register(registry);
    Gauge.builder("barograph.rule.groups.led", groupsLed)
        .description("groups that this server evaluates")
        .register(registry);
  }

  void evaluated(List<RuleReport> reports) {
    evaluations.increment((double) reports.size());
    failures.increment(
        (double) reports.stream().filter(report -> report.failure().isPresent()).count());
  }

  void missed(long iterations) {
    missed.increment((double) iterations);
  }

  void unsaved() {
    unsaved.increment();
  }

  void took(Duration late, Duration took) {
    lateness.record(late.isNegative() ? Duration.ZERO : late);
    duration.record(took);
  }
}
