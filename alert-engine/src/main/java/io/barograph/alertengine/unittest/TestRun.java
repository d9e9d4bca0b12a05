package io.barograph.alertengine.unittest;

import static java.util.stream.Collectors.joining;

import io.barograph.alertengine.evaluate.EngineQueries;
import io.barograph.alertengine.evaluate.EvaluationSettings;
import io.barograph.alertengine.evaluate.GroupEvaluator;
import io.barograph.alertengine.evaluate.GroupOutcome;
import io.barograph.alertengine.evaluate.LabelTemplates;
import io.barograph.alertengine.evaluate.RuleMemory;
import io.barograph.alertengine.evaluate.RuleReport;
import io.barograph.alertengine.evaluate.RuleSample;
import io.barograph.alertengine.evaluate.StoreAppender;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.alertengine.unittest.AlertCase.FiringAlert;
import io.barograph.alertengine.unittest.QueryCase.Result;
import io.barograph.model.Labels;
import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.script.SeriesLine;
import io.barograph.promql.value.DurationFormat;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.scheduler.Schedulers;

/**
 * One test: rules are evaluated over its series from 1970 on, as often as the file says. At each
 * evaluation only the samples up to that time are there.
 */
final class TestRun {
  private final TestGroup test;
  private final Duration evaluationInterval;
  private final boolean fuzzyCompare;
  private final StoreAppender appender;
  private final EngineQueries queries;
  private final List<GroupRun> groups;
  private final List<String> failures = new ArrayList<>();
  private int loaded;

  TestRun(
      TestGroup test,
      UnitTestFile file,
      List<RuleGroup> rules,
      EngineSettings settings,
      TestTemplates templates) {
    this.test = test;
    this.evaluationInterval = file.evaluationInterval();
    this.fuzzyCompare = file.fuzzyCompare();
    InMemoryStore store = new InMemoryStore();
    this.appender = new StoreAppender(store);
    this.queries =
        new EngineQueries(
            store,
            querier -> new Engine(querier, settings, Schedulers.immediate(), System::nanoTime));
    LabelTemplates labelTemplates =
        templates.of(test.externalLabels(), test.externalUrl(), queries);
    this.groups = rules.stream().map(group -> new GroupRun(group, labelTemplates)).toList();
  }

  private final class GroupRun {
    private final GroupEvaluator evaluator;
    private Map<String, RuleMemory> memory = Map.of();

    private GroupRun(RuleGroup group, LabelTemplates templates) {
      evaluator =
          new GroupEvaluator(
              group,
              EvaluationSettings.PROMETHEUS,
              queries,
              templates,
              appender,
              InstantSource.fixed(Instant.EPOCH));
    }

    private List<RuleReport> evaluate(Instant now) {
      GroupOutcome outcome = evaluator.evaluate(memory, now);
      memory = outcome.memory();
      return outcome.reports();
    }
  }

  /** What went otherwise than expected; empty if nothing did. */
  List<String> failures() {
    Instant end = Instant.EPOCH.plus(test.end());
    Instant now = Instant.EPOCH;
    while (!now.isAfter(end)) {
      load(now);
      if (!evaluate(now)) {
        return failures;
      }
      checkAlerts(now);
      now = now.plus(evaluationInterval);
    }
    test.queryCases().forEach(this::check);
    return failures;
  }

  private void load(Instant now) {
    Instant time = Instant.EPOCH.plus(test.interval().multipliedBy(loaded));
    while (!time.isAfter(now) && test.inputSeries().stream().anyMatch(this::goesOn)) {
      List<RuleSample> samples = new ArrayList<>();
      for (SeriesLine series : test.inputSeries()) {
        Double value = goesOn(series) ? series.values().get(loaded) : null;
        if (value != null) {
          samples.add(new RuleSample(series.labels(), value));
        }
      }
      appender.append(samples, time);
      loaded++;
      time = time.plus(test.interval());
    }
  }

  private boolean goesOn(SeriesLine series) {
    return loaded < series.values().size();
  }

  /** Whether all rules worked; else there is no use in going on. */
  private boolean evaluate(Instant now) {
    int before = failures.size();
    for (GroupRun group : groups) {
      for (RuleReport report : group.evaluate(now)) {
        report
            .failure()
            .ifPresent(
                failure ->
                    failures.add(
                        "    rule: %s, time: %s, err: %s"
                            .formatted(
                                report.rule().name(),
                                DurationFormat.print(now.toEpochMilli()),
                                failure.getMessage())));
      }
    }
    return failures.size() == before;
  }

  /** Alerts are compared as the last evaluation before the time asked for has left them. */
  private void checkAlerts(Instant now) {
    for (AlertCase alertCase : test.alertCases()) {
      Instant asked = Instant.EPOCH.plus(alertCase.evalTime());
      if (!asked.isBefore(now) && asked.isBefore(now.plus(evaluationInterval))) {
        check(alertCase);
      }
    }
  }

  private void check(AlertCase alertCase) {
    List<FiringAlert> firing =
        groups.stream()
            .flatMap(group -> group.memory.values().stream())
            .flatMap(rule -> rule.alerts().values().stream())
            .filter(alert -> alert.stage() == AlertStage.FIRING)
            .filter(alert -> alertCase.alertName().equals(alert.labels().get("alertname")))
            .map(TestRun::comparable)
            .sorted()
            .toList();
    if (!firing.equals(alertCase.expected())) {
      failures.add(
          "%s    alertname: %s, time: %s,\n        exp:%s\n        got:%s"
              .formatted(
                  subject(),
                  alertCase.alertName(),
                  DurationFormat.print(alertCase.evalTime().toMillis()),
                  lines(alertCase.expected()),
                  lines(firing)));
    }
  }

  private static FiringAlert comparable(AlertRecord alert) {
    return new FiringAlert(alert.labels(), Labels.of(alert.annotations()));
  }

  private void check(QueryCase queryCase) {
    String query =
        "%s    expr: \"%s\", time: %s"
            .formatted(
                subject(),
                queryCase.query(),
                DurationFormat.print(queryCase.evalTime().toMillis()));
    try {
      Instant time = Instant.EPOCH.plus(queryCase.evalTime());
      List<Result> results =
          Result.sorted(
              queries.at(queryCase.query(), time).stream()
                  .map(element -> new Result(element.labels(), element.value()))
                  .toList());
      if (!queryCase.accepts(results, fuzzyCompare)) {
        failures.add(
            "%s,\n        exp:%s\n        got:%s"
                .formatted(query, lines(queryCase.expected()), lines(results)));
      }
    } catch (RuntimeException e) {
      failures.add("%s, err: %s".formatted(query, e.getMessage()));
    }
  }

  private String subject() {
    return test.name().isEmpty() ? "" : "    name: " + test.name() + ",\n";
  }

  private static String lines(List<?> items) {
    return items.isEmpty()
        ? " nothing"
        : items.stream().map(item -> "\n            " + item).collect(joining());
  }
}
