package io.barograph.integration.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.value.QueryNotices;
import io.barograph.promql.value.QueryResult;
import io.barograph.storage.InMemoryStore;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.scheduler.Schedulers;

/** Every query of every dashboard finds numbers in what a real fleet sent. */
final class PanelDataTest {
  private static final long STEP = 10_000;

  private static Recording recording;
  private static Engine engine;
  private static Choices choices;

  @BeforeAll
  static void load() {
    recording = Recording.read();
    InMemoryStore store = recording.inMemory();
    choices = new Choices(store, recording);
    engine = new Engine(store, EngineSettings.DEFAULT, Schedulers.immediate(), System::nanoTime);
  }

  @TestFactory
  Stream<DynamicTest> asADashboardOpens() {
    return Dashboard.ofSeries().stream()
        .flatMap(dashboard -> tests(dashboard, choices.opened(dashboard)));
  }

  @TestFactory
  Stream<DynamicTest> withEveryValueChosenByName() {
    return Dashboard.ofSeries().stream()
        .flatMap(dashboard -> tests(dashboard, choices.everyValue(dashboard)));
  }

  @TestFactory
  Stream<DynamicTest> annotationsAreValidQueries() {
    return Dashboard.ofSeries().stream()
        .flatMap(
            dashboard ->
                dashboard.annotations().stream()
                    .map(
                        query ->
                            dynamicTest(
                                query.toString(), () -> run(query, choices.opened(dashboard)))));
  }

  private static Stream<DynamicTest> tests(Dashboard dashboard, Choice choice) {
    return dashboard.queries().stream()
        .map(query -> dynamicTest(query.toString(), () -> findsNumbers(query, choice)));
  }

  private static void findsNumbers(Dashboard.Query query, Choice choice) {
    QueryResult result = run(query, choice);
    assertThat(QueryPoints.of(result.value()).hasNumbers()).as("numbers for %s", query).isTrue();
    assertThat(result.notices()).as("notices for %s", query).isEqualTo(QueryNotices.NONE);
  }

  private static QueryResult run(Dashboard.Query query, Choice choice) {
    String expression = choice.into(query.expression());
    return query.instant()
        ? engine.instant(expression, recording.end()).block()
        : engine.range(expression, recording.start(), recording.end(), STEP).block();
  }
}
