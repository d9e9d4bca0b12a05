package io.barograph.alertengine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.alertengine.evaluate.EvaluationSettings;
import io.barograph.alertengine.evaluate.GroupEvaluator;
import io.barograph.alertengine.evaluate.RuleSample;
import io.barograph.alertengine.rule.FilePosition;
import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.model.Labels;
import io.barograph.model.StaleMarker;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.alerts.LeadLostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LedGroupTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final GroupKey KEY = new GroupKey("rules.yml", "group");

  private final StatesInMemory states = new StatesInMemory();
  private final List<RuleSample> appended = new ArrayList<>();
  private List<VectorElement> elements =
      List.of(new VectorElement(Labels.of("host", "a"), START.toEpochMilli(), 9));

  private static Rule rule(String name) {
    return new Rule.Alerting(
        name,
        "load > 5",
        new Parser(ParserOptions.DEFAULT).parse("load > 5"),
        Duration.ofMinutes(5),
        Duration.ZERO,
        Map.of(),
        Map.of(),
        new FilePosition("rules.yml", 1, 1));
  }

  /** The group as a server that has just taken it over holds it. */
  private LedGroup led(Rule... rules) {
    RuleGroup group = new RuleGroup(KEY, null, null, 0, List.of(rules));
    return new LedGroup(
        group,
        0,
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        new GroupEvaluator(
            group,
            EvaluationSettings.PROMETHEUS,
            (_, _) -> elements,
            (_, text, _, _) -> text,
            (samples, _) -> appended.addAll(samples),
            InstantSource.fixed(START)),
        states,
        InstantSource.fixed(START));
  }

  private static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  private List<AlertRecord> stored() {
    return states.load(KEY).block().alerts();
  }

  @Test
  void serverThatTakesOverGoesOnWithTheTimer() {
    var _ = led(rule("High")).evaluate(minute(0));
    var _ = led(rule("High")).evaluate(minute(5));
    assertThat(stored()).extracting(AlertRecord::stage).containsExactly(AlertStage.FIRING);
    assertThat(stored().getFirst().activeAt()).isEqualTo(minute(0));
    assertThat(states.events).extracting(AlertEvent::kind).containsExactly(AlertEvent.Kind.FIRING);
    var _ = led(rule("High")).evaluate(minute(6));
    assertThat(states.events).hasSize(1);
  }

  @Test
  void timerBeginsAnewAfterALongOutage() {
    var _ = led(rule("High")).evaluate(minute(0));
    var _ = led(rule("High")).evaluate(minute(61));
    assertThat(stored()).extracting(AlertRecord::stage).containsExactly(AlertStage.PENDING);
    assertThat(stored().getFirst().activeAt()).isEqualTo(minute(61));
  }

  @Test
  void evaluationThatCannotBeSavedCountsForNothing() {
    LedGroup group = led(rule("High"));
    var _ = group.evaluate(minute(0));
    states.gone = true;
    assertThatThrownBy(() -> group.evaluate(minute(5)))
        .isInstanceOf(StorageUnavailableException.class);
    states.gone = false;
    assertThat(states.events).isEmpty();
    var _ = group.evaluate(minute(6));
    assertThat(states.events).extracting(AlertEvent::time).containsExactly(minute(6));
  }

  @Test
  void evaluationThatIsAbandonedIsNotSaved() {
    LedGroup group = led(rule("High"));
    var _ = group.evaluate(minute(0));
    group.abandon();
    assertThatThrownBy(() -> group.evaluate(minute(5))).isInstanceOf(LeadLostException.class);
    assertThat(stored()).extracting(AlertRecord::stage).containsExactly(AlertStage.PENDING);
  }

  @Test
  void rulesThatEndAreSavedWithTheEvaluationOrNotAtAll() {
    LedGroup before = led(rule("High"), rule("Higher"));
    var _ = before.evaluate(minute(0));
    LedGroup after = led(rule("High"));
    after.goOnFrom(before);
    int saves = states.saves;
    var _ = after.evaluate(minute(5));
    assertThat(states.saves).isEqualTo(saves + 1);
    assertThat(stored()).extracting(AlertRecord::stage).containsExactly(AlertStage.FIRING);
  }

  @Test
  void whatIsResolvedSaysWhy() {
    LedGroup group = led(rule("High"));
    var _ = group.evaluate(minute(0));
    var _ = group.evaluate(minute(5));
    elements = List.of();
    var _ = group.evaluate(minute(6));
    assertThat(states.events.getLast().kind()).isEqualTo(AlertEvent.Kind.RESOLVED);
    assertThat(states.events.getLast().reason()).isEqualTo("the condition no longer held");
    var _ = group.evaluate(minute(22));
    assertThat(stored()).isEmpty();
  }

  @Test
  void alertsOfARuleThatIsRemovedEnd() {
    LedGroup before = led(rule("High"), rule("Higher"));
    var _ = before.evaluate(minute(0));
    var _ = before.evaluate(minute(5));
    LedGroup after = led(rule("High"));
    after.goOnFrom(before);
    var _ = after.evaluate(minute(6));
    assertThat(states.events.getLast().alert().labels().valueOrEmpty("alertname"))
        .isEqualTo("Higher");
    assertThat(states.events.getLast().reason()).isEqualTo("the rule was removed");
    assertThat(appended.stream().filter(sample -> StaleMarker.isStale(sample.value())))
        .extracting(sample -> sample.series().valueOrEmpty("alertname"))
        .contains("Higher");
  }

  @Test
  void groupThatIsRemovedEndsAllItHas() {
    LedGroup group = led(rule("High"));
    var _ = group.evaluate(minute(0));
    var _ = group.evaluate(minute(5));
    led().retire(minute(6));
    assertThat(states.events.getLast().kind()).isEqualTo(AlertEvent.Kind.RESOLVED);
    assertThat(states.saved().block()).isEmpty();
  }
}
