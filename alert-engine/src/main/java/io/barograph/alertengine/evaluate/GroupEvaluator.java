package io.barograph.alertengine.evaluate;

import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.model.Labels;
import io.barograph.model.StaleMarker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates the rules of a group one after the other, so that a rule reads what one before it has
 * recorded. A rule that fails leaves its alerts and series as they were, and the others go on.
 */
public final class GroupEvaluator {
  private final RuleQueries queries;
  private final RuleAppender appender;
  private final InstantSource clock;
  private final Duration queryOffset;
  private final Map<String, Member> members = new LinkedHashMap<>();

  /**
   * @param clock for reports alone; the time of evaluation is given each time
   */
  public GroupEvaluator(
      RuleGroup group,
      EvaluationSettings settings,
      RuleQueries queries,
      LabelTemplates templates,
      RuleAppender appender,
      InstantSource clock) {
    this.queries = queries.forGroup();
    this.appender = appender;
    this.clock = clock;
    this.queryOffset = group.queryOffset() == null ? settings.queryOffset() : group.queryOffset();
    EvaluationSettings ofGroup = new EvaluationSettings(queryOffset, settings.noDataGrace());
    for (Rule rule : group.rules()) {
      String key = keyOf(rule);
      RuleEvaluator evaluator =
          switch (rule) {
            case Rule.Recording recording ->
                new RecordingEvaluator(recording, group.limit(), queryOffset, this.queries);
            case Rule.Alerting alerting ->
                new AlertingEvaluator(
                    group.key(), key, alerting, group.limit(), ofGroup, this.queries, templates);
          };
      members.put(key, new Member(rule, evaluator));
    }
  }

  private record Member(Rule rule, RuleEvaluator evaluator) {}

  /** A rule is the same as before a reload if its name and labels are, as in Prometheus. */
  private String keyOf(Rule rule) {
    String key = rule.name() + rule.labels();
    int twins = 0;
    while (members.containsKey(twins == 0 ? key : key + twins)) {
      twins++;
    }
    return twins == 0 ? key : key + twins;
  }

  /** Keys of the rules, in their order. */
  public Set<String> keys() {
    return members.keySet();
  }

  /**
   * Evaluates all rules at a time and appends what they give, with stale markers for the series
   * that they gave before and give no more. Blocks.
   *
   * @param before by the key of the rule; rules without are evaluated for the first time
   */
  public GroupOutcome evaluate(Map<String, RuleMemory> before, Instant now) {
    queries.begin();
    try {
      return evaluateAll(before, now);
    } finally {
      queries.end();
    }
  }

  private GroupOutcome evaluateAll(Map<String, RuleMemory> before, Instant now) {
    Map<String, RuleMemory> after = new LinkedHashMap<>();
    List<RuleReport> reports = new ArrayList<>();
    members.forEach(
        (key, member) -> {
          Instant began = clock.instant();
          RuleMemory memory = before.getOrDefault(key, RuleMemory.NONE);
          Optional<RuntimeException> failure = Optional.empty();
          try {
            after.put(key, evaluate(member.evaluator, memory, now));
          } catch (RuntimeException e) {
            failure = Optional.of(e);
            after.put(key, memory);
          }
          Duration took = Duration.between(began, clock.instant());
          reports.add(new RuleReport(key, member.rule, began, took, failure));
        });
    return new GroupOutcome(after, reports);
  }

  private RuleMemory evaluate(RuleEvaluator evaluator, RuleMemory memory, Instant now) {
    RuleOutcome outcome = evaluator.evaluate(memory.alerts(), now);
    Set<Labels> series = RuleMemory.seriesOf(outcome.samples());
    List<RuleSample> samples = new ArrayList<>(outcome.samples());
    samples.addAll(ended(memory.series(), series));
    if (!samples.isEmpty()) {
      appender.append(samples, now.minus(queryOffset));
      queries.written(samples.stream().map(RuleSample::series).toList());
    }
    return new RuleMemory(outcome.alerts(), series);
  }

  /** Ends the series of rules that are no more. Blocks. */
  public void end(List<RuleMemory> gone, Instant now) {
    List<RuleSample> markers =
        gone.stream().flatMap(memory -> ended(memory.series(), Set.of()).stream()).toList();
    if (!markers.isEmpty()) {
      appender.append(markers, now.minus(queryOffset));
    }
  }

  private static List<RuleSample> ended(Set<Labels> before, Set<Labels> now) {
    return before.stream()
        .filter(series -> !now.contains(series))
        .map(series -> new RuleSample(series, StaleMarker.VALUE))
        .toList();
  }
}
