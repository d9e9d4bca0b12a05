package io.barograph.alertengine.evaluate;

import java.time.Duration;

/**
 * What holds for all rules that name nothing of their own.
 *
 * @param queryOffset how far in the past queries are evaluated
 * @param noDataGrace how long an alert goes on firing when its data is gone; zero to resolve it at
 *     once, as Prometheus does
 */
public record EvaluationSettings(Duration queryOffset, Duration noDataGrace) {
  /** As Prometheus evaluates. */
  public static final EvaluationSettings PROMETHEUS =
      new EvaluationSettings(Duration.ZERO, Duration.ZERO);
}
