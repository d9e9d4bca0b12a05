package io.barograph.storage.rules;

import io.barograph.model.Labels;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A rule with what came of its last evaluation. */
public sealed interface RuleStatus {
  /** What tells the rule from the others of its group, over reloads. */
  String key();

  /** The recorded metric, or the name of the alert. */
  String name();

  /** PromQL. */
  String query();

  /** The labels that the rule adds. */
  Labels labels();

  RuleEvaluation last();

  /** Stores the value of its query under a new name. */
  record Recording(String key, String name, String query, Labels labels, RuleEvaluation last)
      implements RuleStatus {}

  /**
   * Raises an alert for each series of its query.
   *
   * @param holdDuration how long a series must be there before its alert fires ({@code for})
   * @param keepFiringFor how long an alert goes on when its series is gone
   * @param annotations as templates
   */
  record Alerting(
      String key,
      String name,
      String query,
      Duration holdDuration,
      Duration keepFiringFor,
      Labels labels,
      Map<String, String> annotations,
      List<AlertStatus> alerts,
      RuleEvaluation last)
      implements RuleStatus {
    public Alerting {
      annotations = new TreeMap<>(annotations);
      alerts = List.copyOf(alerts);
    }

    /** The state of the alert that has come furthest. */
    public AlertStatus.State state() {
      return alerts.stream()
          .map(AlertStatus::state)
          .max(Comparator.naturalOrder())
          .orElse(AlertStatus.State.INACTIVE);
    }
  }
}
