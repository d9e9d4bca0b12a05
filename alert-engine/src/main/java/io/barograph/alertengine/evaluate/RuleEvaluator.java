package io.barograph.alertengine.evaluate;

import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertRecord;
import java.time.Instant;
import java.util.Map;

/** Evaluates one rule; keeps nothing between evaluations. */
interface RuleEvaluator {
  /**
   * What the rule gives at a time.
   *
   * @param before the alerts of the rule, by labels
   * @throws RuleException if the result cannot be used
   * @throws RuntimeException as {@link RuleQueries#at}
   */
  RuleOutcome evaluate(Map<Labels, AlertRecord> before, Instant now);
}
