package io.barograph.alertengine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.alertengine.evaluate.EvaluationSettings;
import io.barograph.alertengine.evaluate.GroupEvaluator;
import io.barograph.alertengine.rule.FilePosition;
import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.model.Labels;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.GroupKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GroupSchedulerTest {
  private static final GroupKey KEY = new GroupKey("rules.yml", "group");

  private final StatesInMemory states = new StatesInMemory();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Runnable onQuery = () -> {};
  private volatile Duration setBack = Duration.ZERO;

  private GroupScheduler scheduler() {
    EvaluationSettings evaluation = EvaluationSettings.PROMETHEUS;
    return new GroupScheduler(
        new ScheduleSettings(Duration.ofMillis(50), Duration.ofHours(1), 2, evaluation),
        states,
        group ->
            new GroupEvaluator(
                group,
                evaluation,
                (_, now) -> {
                  asked.incrementAndGet();
                  onQuery.run();
                  return List.of(new VectorElement(Labels.EMPTY, now.toEpochMilli(), 1));
                },
                (_, text, _, _) -> text,
                (_, _) -> {},
                Clock.systemUTC()),
        () -> Instant.now().minus(setBack),
        meters);
  }

  private static RuleFile file(String... alerts) {
    List<Rule> rules =
        Arrays.stream(alerts)
            .<Rule>map(
                name ->
                    new Rule.Alerting(
                        name,
                        "up",
                        new Parser(ParserOptions.DEFAULT).parse("up"),
                        Duration.ZERO,
                        Duration.ZERO,
                        Map.of(),
                        Map.of(),
                        new FilePosition("rules.yml", 1, 1)))
            .toList();
    return new RuleFile("rules.yml", List.of(new RuleGroup(KEY, null, null, 0, rules)));
  }

  private List<String> events() {
    synchronized (states) {
      return states.events.stream()
          .map(event -> event.kind() + " " + event.alert().labels().get("alertname"))
          .toList();
    }
  }

  @Test
  void groupsAreEvaluatedReloadedAndEnded() {
    try (GroupScheduler scheduler = scheduler()) {
      scheduler.start();
      scheduler.use(List.of(file("One")));
      await().untilAsserted(() -> assertThat(events()).containsExactly("FIRING One"));
      scheduler.use(List.of(file("Two")));
      await()
          .untilAsserted(
              () ->
                  assertThat(events())
                      .containsExactlyInAnyOrder("FIRING One", "FIRING Two", "RESOLVED One"));
      scheduler.use(List.of());
      await().untilAsserted(() -> assertThat(events()).contains("RESOLVED Two"));
      await().untilAsserted(() -> assertThat(states.saved().block()).isEmpty());
    }
  }

  @Test
  void groupThatIsRemovedDuringAnEvaluationEndsAfterIt() {
    Semaphore gate = new Semaphore(0);
    try (GroupScheduler scheduler = scheduler()) {
      scheduler.start();
      scheduler.use(List.of(file("One")));
      await().until(() -> events().contains("FIRING One"));
      onQuery = gate::acquireUninterruptibly;
      await().until(gate::hasQueuedThreads);
      scheduler.use(List.of());
      await()
          .during(Duration.ofMillis(1500))
          .until(() -> events().equals(List.of("FIRING One")) && gate.getQueueLength() == 1);
      gate.release(Integer.MAX_VALUE / 2);
      await().until(() -> states.saved().block().isEmpty());
      await()
          .during(Duration.ofMillis(300))
          .until(
              () ->
                  states.saved().block().isEmpty()
                      && events().equals(List.of("FIRING One", "RESOLVED One")));
    }
  }

  @Test
  void groupGoesOnAfterAnEvaluationThatOverflowsTheStack() {
    onQuery =
        () -> {
          if (asked.get() < 3) {
            throw new StackOverflowError();
          }
        };
    try (GroupScheduler scheduler = scheduler()) {
      scheduler.start();
      scheduler.use(List.of(file("One")));
      await().until(() -> events().contains("FIRING One"));
      assertThat(meters.get("barograph.rule.iterations.unsaved").counter().count()).isEqualTo(2);
    }
  }

  @Test
  void nothingIsLedBeforeTheRulesAreKnown() {
    try (GroupScheduler scheduler = scheduler()) {
      scheduler.start();
      await().during(Duration.ofMillis(300)).until(() -> asked.get() == 0);
    }
  }

  @Test
  void evaluationGoesOnWhenTheDatabaseReturns() {
    try (GroupScheduler scheduler = scheduler()) {
      scheduler.start();
      scheduler.use(List.of(file("One")));
      await().until(() -> asked.get() > 2);
      states.gone = true;
      await().until(() -> meters.get("barograph.rule.groups.led").gauge().value() == 0);
      states.gone = false;
      int before = asked.get();
      await().until(() -> asked.get() > before + 2);
      assertThat(states.events)
          .extracting(AlertEvent::kind)
          .containsExactly(AlertEvent.Kind.FIRING);
    }
  }

  @Test
  void groupGoesOnWhenTheClockIsSetBack() {
    try (GroupScheduler scheduler = scheduler()) {
      scheduler.start();
      scheduler.use(List.of(file("One")));
      await().until(() -> asked.get() > 2);
      setBack = Duration.ofHours(1);
      int before = asked.get();
      await().until(() -> asked.get() > before + 2);
      assertThat(events()).containsExactly("FIRING One");
    }
  }
}
