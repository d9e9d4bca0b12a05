package io.barograph.alertengine.schedule;

import io.barograph.alertengine.evaluate.RuleReport;
import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.model.Labels;
import io.barograph.storage.rules.RuleEvaluation;
import io.barograph.storage.rules.RuleGroupStatus;
import io.barograph.storage.rules.RuleStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is told of a group after an evaluation. */
final class GroupStatus {
  private GroupStatus() {}

  static RuleGroupStatus of(
      RuleGroup group, Duration interval, Instant began, Duration took, List<RuleReport> reports) {
    return new RuleGroupStatus(
        group.key().name(),
        group.key().file(),
        interval,
        group.limit(),
        new RuleEvaluation(RuleEvaluation.Health.GOOD, "", took, began),
        reports.stream().map(GroupStatus::rule).toList());
  }

  private static RuleStatus rule(RuleReport report) {
    RuleEvaluation last =
        report
            .failure()
            .map(
                failure ->
                    new RuleEvaluation(
                        RuleEvaluation.Health.BAD,
                        String.valueOf(failure.getMessage()),
                        report.took(),
                        report.began()))
            .orElseGet(
                () ->
                    new RuleEvaluation(
                        RuleEvaluation.Health.GOOD, "", report.took(), report.began()));
    return switch (report.rule()) {
      case Rule.Recording rule ->
          new RuleStatus.Recording(
              report.key(), rule.name(), rule.query(), Labels.of(rule.labels()), last);
      case Rule.Alerting rule ->
          new RuleStatus.Alerting(
              report.key(),
              rule.name(),
              rule.query(),
              rule.holdDuration(),
              rule.keepFiringFor(),
              Labels.of(rule.labels()),
              rule.annotations(),
              List.of(),
              last);
    };
  }
}
