package io.barograph.alertengine.notify.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.alertengine.notify.Integration;
import io.barograph.alertengine.notify.NotificationPlan;
import io.barograph.alertengine.notify.RetryPause;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.receiver.NotifierParts;
import io.barograph.alertengine.notify.route.Route;
import io.barograph.alertengine.notify.text.NotificationTexts;
import io.barograph.alertengine.yaml.YamlException;
import io.barograph.model.Labels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;

class NotificationFileReaderTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("HOOK", "https://hook.example/key");

  private static final String WHOLE =
      """
      global:
        resolve_timeout: 5m
        smtp_from: barograph@example.org
        smtp_smarthost: mail.example.org:587
        smtp_auth_username: baro
        smtp_auth_password_file: mail.password
        slack_api_url: https://hooks.slack.example/T/B/X
        pagerduty_url: https://events.pagerduty.example
      templates: []
      route:
        receiver: all
        group_by: [alertname, job]
        group_wait: 10s
        routes:
          - matchers: ['severity="page"', team=~"a|b"]
            receiver: pager
            continue: true
            group_by: ['...']
            repeat_interval: 1d
            routes:
              - match: {site: north}
          - match_re: {team: "b.*"}
            receiver: chats
            group_interval: 1m
      inhibit_rules:
        - source_matchers: [severity=critical]
          target_match_re: {severity: "warning|info"}
          equal: [alertname]
      receivers:
        - name: all
          email_configs:
            - to: ops@example.org
              headers: {Subject: Alert}
              require_tls: false
        - name: pager
          webhook_configs:
            - url: ${HOOK}
              max_alerts: 10
              send_resolved: false
              timeout: 3s
              http_config: {basic_auth: {username: u, password: p}}
            - url_file: hook.url
        - name: chats
          slack_configs:
            - channel: '#ops'
              send_resolved: true
          wecom_configs: [{url: 'https://wecom.example/?key=1'}]
          dingtalk_configs: [{url: 'https://dingtalk.example/?access_token=1', secret: SEC1}]
          feishu_configs: [{url: 'https://feishu.example/hook/1', secret_file: feishu.secret}]
      alertmanagers:
        - urls: [http://am1:9093, http://am2:9093/]
          path_prefix: /am
          timeout: 5s
          bearer_token_file: token
      """;

  private static NotificationFile read(String text) {
    return NotificationFileReader.read(
        Path.of("notify.yml"), text, ENVIRONMENT::get, InstantSource.system());
  }

  private static NotificationPlan plan(String text) {
    try (HttpSender http = new HttpSender(Runnable::run, "test")) {
      return read(text)
          .plan(
              new NotifierParts(
                  http, new NotificationTexts(new SimpleMeterRegistry()), InstantSource.system()),
              new RetryPause(new Random(1)),
              Schedulers.immediate(),
              new SimpleMeterRegistry());
    }
  }

  @Test
  void aRouteTakesFromItsParentWhatItDoesNotSay() {
    Route root = plan(WHOLE).root();
    List<Route> north = root.routesFor(Labels.of("severity", "page", "team", "b", "site", "north"));
    assertThat(north).extracting(Route::receiver).containsExactly("pager", "chats");
    Route deepest = north.getFirst();
    assertThat(deepest.key()).isEqualTo("{}/{severity=\"page\",team=~\"a|b\"}/{site=\"north\"}");
    assertThat(deepest.grouping().byAll()).isTrue();
    assertThat(deepest.grouping().groupWait()).isEqualTo(Duration.ofSeconds(10));
    assertThat(deepest.grouping().groupInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(deepest.grouping().repeatInterval()).isEqualTo(Duration.ofDays(1));
    assertThat(north.getLast().grouping().by()).containsExactlyInAnyOrder("alertname", "job");
    assertThat(root.routesFor(Labels.of("a", "b"))).containsExactly(root);
  }

  @Test
  void everyIntegrationHasItsNameAndItsManners() {
    NotificationPlan plan = plan(WHOLE);
    assertThat(plan.receivers().get("pager"))
        .extracting(Integration::name, Integration::tellsEnds, Integration::timeout)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("webhook/0", false, Duration.ofSeconds(3)),
            org.assertj.core.groups.Tuple.tuple("webhook/1", true, Duration.ofSeconds(10)));
    assertThat(plan.receivers().get("chats"))
        .extracting(Integration::name)
        .containsExactly("slack/0", "wecom/0", "dingtalk/0", "feishu/0");
    assertThat(plan.receivers().get("all").getFirst().tellsEnds()).isFalse();
    assertThat(plan.inhibitionRules()).hasSize(1);
    assertThat(plan.forwarders()).hasSize(2);
    assertThat(read(WHOLE).alertmanagers())
        .containsExactly(
            URI.create("http://am1:9093/am/api/v2/alerts"),
            URI.create("http://am2:9093/am/api/v2/alerts"));
  }

  @Test
  void anEmptyFileTellsNobody() {
    assertThat(plan("")).isEqualTo(NotificationPlan.NOBODY);
    assertThat(plan("alertmanagers: [{urls: [http://am:9093]}]").root()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "foo: 1 | 1:1: unknown field \"foo\"",
        "[1] | 1:1: expected a mapping, got a list",
        "route: {receiver: x} | 1:19: receiver \"x\" is not defined under \"receivers\"",
        "receivers: [{name: x}] | 1:1: there are receivers and no \"route\" that leads to them",
        "route: {receiver: x} \\nreceivers: [{name: x}, {name: x}] | 2:31: receiver \"x\" comes twice",
        "route: {receiver: x, group_wait: 3} \\nreceivers: [{name: x}] | 1:34: not a valid duration string: \"3\"; write it as 30s, 5m or 1h30m",
        "route: {receiver: x, group_interval: 0s} \\nreceivers: [{name: x}] | 1:38: \"group_interval\" is 0, it must be longer",
        "route: {receiver: x, matchers: [a=b]} \\nreceivers: [{name: x}] | 1:8: the root route takes every alert, so it must not have matchers",
        "route: {receiver: x, routes: [{matchers: ['a~b']}]} \\nreceivers: [{name: x}] | 1:43: bad matcher \"a~b\"; write it as name=\"value\", with =, !=, =~ or !~",
        "route: {receiver: x, routes: [{matchers: ['a=~\"(\"']}]} \\nreceivers: [{name: x}] | 1:43: error parsing regexp",
        "route: {receiver: x, routes: [{mute_time_intervals: [a]}]} \\nreceivers: [{name: x}] | 1:32: field \"mute_time_intervals\": not built in",
        "route: {receiver: x, group_by: [a, a]} \\nreceivers: [{name: x}] | 1:36: label \"a\" comes twice",
        "route: {receiver: x, group_by: [..., a]} \\nreceivers: [{name: x}] | 1:32: \"...\" means all labels",
        "receivers: [{name: x, webhook_configs: [{}]}] | 1:41: field \"url\" is missing",
        "receivers: [{name: x, webhook_configs: [{url: 'ftp://x'}]}] | 1:41: field \"url\": the URL is not one of http or https",
        "receivers: [{name: x, webhook_configs: [{url: '${NONE}'}]}] | 1:47: environment variable \"NONE\" is not set",
        "receivers: [{name: x, webhook_configs: [{url: 'http://x', url_file: y}]}] | 1:69: \"url\" and \"url_file\" are both given; keep one",
        "receivers: [{name: x, webhook_configs: [{url: 'http://x', send_resolved: 7}]}] | 1:74: expected true or false, got \"7\"",
        "receivers: [{name: x, webhook_configs: [{url: 'http://x', http_config: {follow_redirects: true}}]}] | 1:73: redirects are not followed; set it to false and give the final URL",
        "receivers: [{name: x, pagerduty_configs: [{}]}] | 1:23: field \"pagerduty_configs\": not built in; use a webhook, or forward to an Alertmanager",
        "receivers: [{name: x, email_configs: [{to: a@b, from: c@d}]}] | 1:39: field \"smarthost\" is missing, and \"global\" has none",
        "receivers: [{name: x, email_configs: [{to: a@b, from: c@d, smarthost: e}]}] | 1:71: smarthost \"e\" is not host:port",
        "alertmanagers: [{}] | 1:17: field \"urls\" is missing or empty",
        "alertmanagers: [{urls: ['am:9093']}] | 1:25: \"am:9093\" is not a URL of http or https",
        "alertmanagers: [{urls: ['http://u:secret@am']}] | 1:25: the URL has a user; use basic_auth, which is not shown to anybody",
        "route: {receiver: x} \\nroute: {} | 2:1: field \"route\" comes twice",
        "route: [ | 1:9:",
        "\\troute: x | 1:1:",
        "a: &a [*a] | 1:4: the value contains itself",
      })
  void aMistakeIsRefusedWithItsPlace(String text, String complaint) {
    assertThatThrownBy(() -> read(text.replace(" \\n", "\n").replace("\\t", "\t")))
        .isInstanceOf(YamlException.class)
        .hasMessageStartingWith("notify.yml:" + complaint);
  }

  @Test
  void bombsOfAliasesAndNestingAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(YamlException.class);
    assertThatThrownBy(() -> read("route: " + "[".repeat(10_000)))
        .isInstanceOf(YamlException.class);
    assertThatThrownBy(() -> read("route: &r {receiver: x, routes: [*r]}\nreceivers: [{name: x}]"))
        .isInstanceOf(YamlException.class);
    assertThatThrownBy(() -> read("x".repeat(5_000_000)))
        .hasMessageContaining("file has 5000000 characters, limit is 4194304");
    assertThatThrownBy(() -> read("a: \u0000")).hasMessageStartingWith("notify.yml:1:4: character");
  }

  @Test
  void secretsAreNeverPrinted() {
    assertThat(plan(WHOLE).toString()).doesNotContain("SEC1").doesNotContain("hook.example");
  }
}
