package io.barograph.alertengine.evaluate;

import static java.util.stream.Collectors.toSet;

import io.barograph.alertengine.rule.Rule;
import io.barograph.model.Labels;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.value.QueryException;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import io.barograph.storage.alerts.GroupKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Raises an alert for each element of the query and takes the alerts of the rule one step on. */
final class AlertingEvaluator implements RuleEvaluator {
  private static final String ALERT_NAME = "alertname";

  private final GroupKey group;
  private final String key;
  private final Rule.Alerting rule;
  private final int limit;
  private final EvaluationSettings settings;
  private final RuleQueries queries;
  private final LabelTemplates templates;
  private final AlertSteps steps;
  private final Optional<String> presence;

  /**
   * @param key of the rule within its group
   * @param limit 0 for none
   */
  AlertingEvaluator(
      GroupKey group,
      String key,
      Rule.Alerting rule,
      int limit,
      EvaluationSettings settings,
      RuleQueries queries,
      LabelTemplates templates) {
    this.group = group;
    this.key = key;
    this.rule = rule;
    this.limit = limit;
    this.settings = settings;
    this.queries = queries;
    this.templates = templates;
    this.steps = new AlertSteps(rule, settings.noDataGrace());
    this.presence = Presence.of(rule.expr()).map(Expr::toString);
  }

  @Override
  public RuleOutcome evaluate(Map<Labels, AlertRecord> before, Instant now) {
    Map<Labels, AlertRecord> seen = new LinkedHashMap<>();
    for (VectorElement element : queries.at(rule.query(), now.minus(settings.queryOffset()))) {
      AlertRecord alert = alert(element, now);
      if (seen.put(alert.labels(), alert) != null) {
        throw RuleException.sameLabels("alert");
      }
    }
    Map<Labels, AlertRecord> after = steps.next(before, seen, new LostInData(now), now);
    List<AlertRecord> active =
        after.values().stream().filter(alert -> !alert.stage().ended()).toList();
    if (limit > 0 && active.size() > limit) {
      throw RuleException.limit(limit, active.size(), "alerts");
    }
    return new RuleOutcome(AlertSeries.of(active), after);
  }

  private AlertRecord alert(VectorElement element, Instant now) {
    SortedMap<String, String> labels = element.labels().without(Labels.METRIC_NAME).toMap();
    rule.labels().forEach((name, text) -> labels.put(name, expand(text, element, now)));
    labels.put(ALERT_NAME, rule.name());
    Map<String, String> annotations = new TreeMap<>();
    rule.annotations().forEach((name, text) -> annotations.put(name, expand(text, element, now)));
    return new AlertRecord(
        group,
        key,
        Labels.of(labels),
        annotations,
        rule.query(),
        element.value(),
        AlertStage.PENDING,
        now,
        null,
        null,
        null,
        null);
  }

  private String expand(String text, VectorElement element, Instant now) {
    return text.contains("{{") ? templates.expand(rule.name(), text, element, now) : text;
  }

  /** Asks for what is present once, and only when an alert has lost its element. */
  private final class LostInData implements Lost {
    private final Instant now;
    private @Nullable Predicate<Labels> present;

    private LostInData(Instant now) {
      this.now = now;
    }

    @Override
    public boolean hasData(AlertRecord alert) {
      if (present == null) {
        present = presence.map(this::ask).orElse(_ -> true);
      }
      return present.test(identity(alert.labels()));
    }

    private Predicate<Labels> ask(String query) {
      try {
        return queries.at(query, now.minus(settings.queryOffset())).stream()
                .map(element -> identity(element.labels()))
                .collect(toSet())
            ::contains;
      } catch (QueryException e) {
        if (e.kind() != QueryException.Kind.EXECUTION) {
          throw e;
        }
        // Without its filters an expression can match many to many; then all is as in Prometheus.
        return _ -> true;
      }
    }

    /** The labels that come from the data, and from nowhere else. */
    private Labels identity(Labels labels) {
      SortedMap<String, String> kept = labels.toMap();
      kept.remove(Labels.METRIC_NAME);
      kept.remove(ALERT_NAME);
      kept.keySet().removeAll(rule.labels().keySet());
      return Labels.of(kept);
    }
  }
}
