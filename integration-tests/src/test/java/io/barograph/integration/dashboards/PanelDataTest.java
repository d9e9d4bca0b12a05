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

  /**
   * A bucket that soon holds as much as before the restart of its process shows no reset, while
   * those below it do.
   */
  private static final String AFTER_A_RESTART = "needed to be fixed for monotonicity";

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
    QueryNotices notices = result.notices();
    assertThat(notices.warnings()).as("warnings for %s", query).isEmpty();
    assertThat(notices.infos())
        .as("infos for %s", query)
        .allMatch(info -> info.contains(AFTER_A_RESTART));
  }

  private static QueryResult run(Dashboard.Query query, Choice choice) {
    String expression = choice.into(query.expression());
    return query.instant()
        ? engine.instant(expression, recording.end()).block()
        : engine.range(expression, recording.start(), recording.end(), STEP).block();
  }
}
