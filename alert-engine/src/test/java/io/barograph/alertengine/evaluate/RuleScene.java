package io.barograph.alertengine.evaluate;

import static java.util.Objects.requireNonNull;

import io.barograph.alertengine.rule.FilePosition;
import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.model.Labels;
import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.scheduler.Schedulers;

/** A group of rules over a store in memory, evaluated minute by minute. */
final class RuleScene {
  static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  private final InMemoryStore store = new InMemoryStore();
  private final StoreAppender samples = new StoreAppender(store);
  private final EngineQueries queries =
      new EngineQueries(
          store,
          querier ->
              new Engine(
                  querier, EngineSettings.DEFAULT, Schedulers.immediate(), System::nanoTime));
  private final List<Rule> rules = new ArrayList<>();
  private Duration grace = Duration.ZERO;
  private int limit;
  private Map<String, RuleMemory> memory = Map.of();

  RuleScene withNoDataGrace(Duration newGrace) {
    grace = newGrace;
    return this;
  }

  RuleScene withLimit(int newLimit) {
    limit = newLimit;
    return this;
  }

  RuleScene record(String name, String query) {
    rules.add(
        new Rule.Recording(
            name,
            query,
            new Parser(ParserOptions.DEFAULT).parse(query),
            Map.of(),
            new FilePosition("rules.yml", 1, 1)));
    return this;
  }

  RuleScene alert(String query, Duration hold, Duration keepFiringFor, Map<String, String> labels) {
    rules.add(
        new Rule.Alerting(
            "Alert",
            query,
            new Parser(ParserOptions.DEFAULT).parse(query),
            hold,
            keepFiringFor,
            labels,
            Map.of("summary", "{{ $value }}"),
            new FilePosition("rules.yml", 1, 1)));
    return this;
  }

  RuleScene alert(String query, Duration hold) {
    return alert(query, hold, Duration.ZERO, Map.of());
  }

  static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  /** Gives a series a value at a minute. */
  RuleScene sample(int minute, double value, String... labels) {
    samples.append(List.of(new RuleSample(Labels.of(labels), value)), minute(minute));
    return this;
  }

  /** Evaluates the group at a minute. */
  GroupOutcome evaluate(int minute) {
    GroupEvaluator evaluator =
        new GroupEvaluator(
            new RuleGroup(new GroupKey("rules.yml", "group"), null, null, limit, rules),
            new EvaluationSettings(Duration.ZERO, grace),
            queries,
            (_, _, element, _) -> "is " + element.value(),
            samples,
            InstantSource.fixed(START));
    GroupOutcome outcome = evaluator.evaluate(memory, minute(minute));
    memory = outcome.memory();
    return outcome;
  }

  /** The alerts after an evaluation that must work. */
  List<AlertRecord> alerts(int minute) {
    GroupOutcome outcome = evaluate(minute);
    outcome.reports().stream()
        .flatMap(report -> report.failure().stream())
        .findFirst()
        .ifPresent(
            failure -> {
              throw failure;
            });
    return outcome.memory().values().stream()
        .flatMap(rule -> rule.alerts().values().stream())
        .toList();
  }

  /** What failed at a minute. */
  Optional<RuntimeException> failure(int minute) {
    return evaluate(minute).reports().stream()
        .flatMap(report -> report.failure().stream())
        .findFirst();
  }

  /** The elements of a query at a minute. */
  List<VectorElement> ask(int minute, String query) {
    return requireNonNull(queries.at(query, minute(minute)));
  }
}
