package io.barograph.alertengine.evaluate;

import io.barograph.alertengine.rule.Rule;
import io.barograph.model.Labels;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.alerts.AlertRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Gives each element of the query a new name. */
final class RecordingEvaluator implements RuleEvaluator {
  private final Rule.Recording rule;
  private final int limit;
  private final Duration queryOffset;
  private final RuleQueries queries;

  /**
   * @param limit 0 for none
   */
  RecordingEvaluator(Rule.Recording rule, int limit, Duration queryOffset, RuleQueries queries) {
    this.rule = rule;
    this.limit = limit;
    this.queryOffset = queryOffset;
    this.queries = queries;
  }

  @Override
  public RuleOutcome evaluate(Map<Labels, AlertRecord> before, Instant now) {
    List<RuleSample> samples = new ArrayList<>();
    Set<Labels> series = new HashSet<>();
    for (VectorElement element : queries.at(rule.query(), now.minus(queryOffset))) {
      SortedMap<String, String> labels = element.labels().toMap();
      labels.put(Labels.METRIC_NAME, rule.name());
      labels.putAll(rule.labels());
      RuleSample sample = new RuleSample(Labels.of(labels), element.value());
      if (!series.add(sample.series())) {
        throw RuleException.sameLabels("rule");
      }
      samples.add(sample);
    }
    if (limit > 0 && samples.size() > limit) {
      throw RuleException.limit(limit, samples.size(), "series");
    }
    return new RuleOutcome(samples, Map.of());
  }
}
