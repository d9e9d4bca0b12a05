package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.storage.rules.AlertStatus;
import io.barograph.storage.rules.RuleEvaluation;
import io.barograph.storage.rules.RuleEvaluation.Health;
import io.barograph.storage.rules.RuleGroupStatus;
import io.barograph.storage.rules.RuleSource;
import io.barograph.storage.rules.RuleStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class RulesTest {
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
  private static final RuleEvaluation GOOD =
      new RuleEvaluation(Health.GOOD, "", Duration.ofMillis(2), THEN);
  private static final AlertStatus FIRING =
      new AlertStatus(
          Labels.of("alertname", "Down", "host", "a"),
          Map.of("summary", "a is down"),
          AlertStatus.State.FIRING,
          THEN,
          THEN.plusSeconds(60),
          1);
  private static final AlertStatus PENDING =
      new AlertStatus(
          Labels.of("alertname", "Down", "host", "b"),
          Map.of(),
          AlertStatus.State.PENDING,
          THEN,
          null,
          0.25);
  private static final RuleStatus RECORDING =
      new RuleStatus.Recording("0", "job:load1:sum", "sum(load1)", Labels.of("team", "x"), GOOD);
  private static final RuleStatus ALERTING =
      new RuleStatus.Alerting(
          "1",
          "Down",
          "up == 0",
          Duration.ofMinutes(1),
          Duration.ofMillis(1500),
          Labels.of("severity", "page"),
          Map.of("summary", "{{ $labels.host }} is down"),
          List.of(PENDING, FIRING),
          new RuleEvaluation(Health.BAD, "no database", Duration.ZERO, THEN));

  private final TestApi api =
      new TestApi(
          new TwoGroups(),
          new Alertmanagers(List.of(URI.create("http://am:9093/api/v2/alerts")), List.of()));

  private static final class TwoGroups implements RuleSource {
    @Override
    public Mono<List<RuleGroupStatus>> groups() {
      return Mono.just(
          List.of(
              new RuleGroupStatus(
                  "first", "a.yml", Duration.ofSeconds(15), 0, GOOD, List.of(RECORDING)),
              new RuleGroupStatus(
                  "second",
                  "b.yml",
                  Duration.ofSeconds(30),
                  5,
                  RuleEvaluation.NONE,
                  List.of(ALERTING, RECORDING))));
    }
  }

  @Test
  void aRecordingRuleInItsGroup() {
    assertThat(api.get("/rules", "rule_group[]", "first").body())
        .isEqualTo(
            """
            {"status":"success","data":{"groups":[{"name":"first","file":"a.yml","rules":[\
            {"name":"job:load1:sum","query":"sum(load1)","labels":{"team":"x"},"type":"recording",\
            "health":"ok","evaluationTime":0.002,"lastEvaluation":"2026-01-02T03:04:05Z"}],\
            "interval":15,"limit":0,"evaluationTime":0.002,"lastEvaluation":"2026-01-02T03:04:05Z"}]}}""");
  }

  @Test
  void anAlertingRuleWithItsAlerts() {
    assertThat(api.get("/rules", "type", "alert").body())
        .isEqualTo(
            """
            {"status":"success","data":{"groups":[{"name":"second","file":"b.yml","rules":[\
            {"state":"firing","name":"Down","query":"up == 0","labels":{"severity":"page"},\
            "duration":60,"keepFiringFor":1.5,\
            "annotations":{"summary":"{{ $labels.host }} is down"},"alerts":[\
            {"labels":{"alertname":"Down","host":"b"},"annotations":{},"state":"pending",\
            "activeAt":"2026-01-02T03:04:05Z","value":"2.5e-01"},\
            {"labels":{"alertname":"Down","host":"a"},"annotations":{"summary":"a is down"},\
            "state":"firing","activeAt":"2026-01-02T03:04:05Z",\
            "keepFiringSince":"2026-01-02T03:05:05Z","value":"1e+00"}],"type":"alerting",\
            "health":"err","lastError":"no database","evaluationTime":0,\
            "lastEvaluation":"2026-01-02T03:04:05Z"}],\
            "interval":30,"limit":5,"evaluationTime":0,"lastEvaluation":"0001-01-01T00:00:00Z"}]}}""");
  }

  @ParameterizedTest
  @CsvSource({
    "type, record, 2",
    "type, alert, 1",
    "rule_name[], Down, 1",
    "rule_name[], nothing, 0",
    "rule_group[], second, 2",
    "file[], a.yml, 1",
    "match[], '{severity=\"page\"}', 1",
    "match[], '{team=~\"x|y\"}', 2",
  })
  void filtersLeaveWhatIsWanted(String name, String value, int rules) {
    String body = api.get("/rules", name, value).body();
    assertThat(body.split("\"health\"", -1)).hasSize(rules + 1);
    assertThat(body.contains("\"rules\":[]")).isFalse();
  }

  @Test
  void alertsMayBeLeftOut() {
    assertThat(api.get("/rules", "exclude_alerts", "true").body())
        .contains("\"state\":\"firing\"")
        .doesNotContain("\"alerts\"");
  }

  @Test
  void groupsComeInPages() {
    String first = api.get("/rules", "group_limit", "1").body();
    assertThat(first).contains("\"first\"").doesNotContain("\"second\"");
    String token = first.replaceFirst("(?s).*\"groupNextToken\":\"(\\w+)\"}}$", "$1");
    assertThat(api.get("/rules", "group_limit", "1", "group_next_token", token).body())
        .contains("\"second\"")
        .doesNotContain("\"first\"", "groupNextToken");
  }

  @ParameterizedTest
  @CsvSource({
    "type, x, 'invalid parameter \\\"type\\\": not supported value \\\"x\\\"'",
    "exclude_alerts, x, 'neither'",
    "group_next_token, abc, 'group_limit needs to be present'",
    "match[], '{', 'invalid parameter \\\"match[]\\\"'",
  })
  void wrongFiltersAreNamed(String name, String value, String message) {
    TestApi.Reply reply = api.get("/rules", name, value);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains(message);
  }

  @Test
  void alertsOfAllRules() {
    assertThat(api.get("/alerts").body())
        .startsWith(
            """
            {"status":"success","data":{"alerts":[{"labels":{"alertname":"Down","host":"b"}""")
        .contains("\"host\":\"a\"");
  }

  @Test
  void alertmanagersThatAreTold() {
    assertThat(api.get("/alertmanagers").body())
        .isEqualTo(
            """
            {"status":"success","data":{"activeAlertmanagers":[\
            {"url":"http://am:9093/api/v2/alerts"}],"droppedAlertmanagers":[]}}""");
  }
}
