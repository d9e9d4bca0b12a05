package io.barograph.integration.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.Alertmanager;
import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.MailServer;
import io.barograph.integration.process.ServerCertificate;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an agent's samples to whoever is told: Debian's Alertmanager with its own receivers, a real
 * mail server, and webhooks and robots of our own, beside receivers that behave badly and a rule
 * that asks for too much.
 */
@Tag("whole-machine")
final class AlertDeliveryIT {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration TWO_INTERVALS = INTERVAL.multipliedBy(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SUBJECT = "boiler-7";

  private static final String OURS = "ours@example.org";
  private static final String THEIRS = "theirs@example.org";
  private static final String WEBHOOK = "/webhook";
  private static final String FROM_ALERTMANAGER = "/from-alertmanager";
  private static final List<String> ROBOTS = List.of("/slack", "/dingtalk", "/wecom", "/feishu");

  private static final String RULES =
      """
      groups:
        - name: delivery
          interval: 5s
          rules:
            - alert: PressureHigh
              expr: pressure > 0
              annotations:
                summary: '{{ $labels.subject }} is at {{ $value }}'
        - name: too much
          interval: 5s
          rules:
            - record: samples:hundred_million
              expr: count_over_time(vector(1)[100000000s:1s])
            - record: samples:one
              expr: vector(1)
      """;

  private static final String ALERTMANAGER =
      """
      route:
        receiver: all
        group_by: ['...']
        group_wait: 0s
        group_interval: 1s
        repeat_interval: 1h
      receivers:
        - name: all
          webhook_configs:
            - url: %1$s
          email_configs:
            - to: theirs@example.org
              from: alertmanager@example.org
              smarthost: %2$s
              send_resolved: true
              tls_config: {insecure_skip_verify: true}
      """;

  private static final String NOTIFICATIONS =
      """
      global:
        smtp_smarthost: %2$s
        smtp_from: barograph@example.org
      route:
        receiver: all
        group_by: ['...']
        group_wait: 0s
        group_interval: 1s
        repeat_interval: 1h
      receivers:
        - name: all
          webhook_configs:
            - url: %1$s/webhook
            - url: %1$s/hangs
            - url: %1$s/fails
            - url: %1$s/floods
          email_configs:
            - {to: ours@example.org, send_resolved: true}
          slack_configs:
            - {api_url: '%1$s/slack', send_resolved: true}
          dingtalk_configs:
            - {url: '%1$s/dingtalk', secret: SECabc}
          wecom_configs:
            - url: %1$s/wecom
          feishu_configs:
            - {url: '%1$s/feishu', secret: abc}
      alertmanagers:
        - urls: ['%3$s']
      """;

  @TempDir Path directory;

  @Test
  void reachesEverybodyWithinTwoIntervals() throws IOException {
    ServerCertificate certificate = ServerCertificate.create(directory);
    try (DatabaseServer database = DatabaseServer.create(DatabaseKind.TIMESCALEDB);
        WebhookReceiver webhooks = WebhookReceiver.start();
        MailServer mail = MailServer.start(directory, certificate);
        Alertmanager alertmanager =
            Alertmanager.start(
                directory,
                ALERTMANAGER.formatted(webhooks.url(FROM_ALERTMANAGER), mail.smarthost()))) {
      database.start();
      Path rules = Files.writeString(directory.resolve("rules.yml"), RULES);
      Path notifications =
          Files.writeString(
              directory.resolve("notifications.yml"),
              NOTIFICATIONS.formatted(webhooks.url(""), mail.smarthost(), alertmanager.url()));
      try (BarographServer server =
              BarographServer.on(database.address().url())
                  .with("BAROGRAPH_ALERT_RULES", rules.toString())
                  .with("BAROGRAPH_ALERT_NOTIFICATIONS", notifications.toString())
                  .with("BAROGRAPH_JAVA_OPTIONS", certificate.javaOptions())
                  .start();
          PressureAgent agent = PressureAgent.start(server.rsocketAddress(), SUBJECT)) {
        await("rules are evaluated")
            .atMost(PATIENCE)
            .until(() -> server.metric("barograph_rule_evaluations_total") > 0);
        Listeners listeners = new Listeners(webhooks, mail);

        agent.report(1);
        await("all have been told that it fires")
            .atMost(TWO_INTERVALS)
            .untilAsserted(
                () -> {
                  listeners.assertToldOnce("firing");
                  assertThat(alertmanager.alerts()).contains("PressureHigh", SUBJECT);
                });
        listeners.assertNotTold("resolved");

        agent.report(0);
        await("all have been told that it is over")
            .atMost(TWO_INTERVALS)
            .untilAsserted(
                () -> {
                  listeners.assertToldOnce("resolved");
                  assertThat(alertmanager.alerts()).doesNotContain("PressureHigh");
                });
        listeners.assertToldOnce("firing");
        assertBadReceiversHarmNobody(server, webhooks);
        assertTooMuchFailsAlone(server);
      }
    }
  }

  private record Listeners(WebhookReceiver webhooks, MailServer mail) {
    void assertToldOnce(String status) {
      assertTold(status, 1);
    }

    void assertNotTold(String status) {
      assertTold(status, 0);
    }

    private void assertTold(String status, int times) {
      String field = "\"status\":\"" + status + "\"";
      String word = status.toUpperCase(Locale.ROOT);
      assertThat(webhooks.count(WEBHOOK, field, SUBJECT)).as(WEBHOOK).isEqualTo(times);
      assertThat(webhooks.count(FROM_ALERTMANAGER, field, SUBJECT))
          .as(FROM_ALERTMANAGER)
          .isEqualTo(times);
      for (String robot : ROBOTS) {
        assertThat(webhooks.count(robot, word, SUBJECT)).as(robot).isEqualTo(times);
      }
      assertThat(mail.count(OURS, "Subject: [" + word)).as("our mail").isEqualTo(times);
      assertThat(mail.count(THEIRS, "Subject: [" + word)).as("their mail").isEqualTo(times);
    }
  }

  private static void assertBadReceiversHarmNobody(
      BarographServer server, WebhookReceiver webhooks) {
    for (String path :
        List.of(WebhookReceiver.HANGS, WebhookReceiver.FAILS, WebhookReceiver.FLOODS)) {
      assertThat(webhooks.count(path, "firing", SUBJECT)).as(path).isPositive();
    }
    assertThat(server.metric("barograph_rule_iterations_missed_total")).isZero();
  }

  private static void assertTooMuchFailsAlone(BarographServer server) {
    String rules = server.http().get("/api/v1/rules?rule_name[]=samples:hundred_million").body();
    assertThat(rules).contains("\"health\":\"err\"", "too many samples");
    assertThat(server.http().get("/api/v1/rules?rule_name[]=samples:one").body())
        .contains("\"health\":\"ok\"");
    assertThat(server.metric("barograph_rule_evaluation_failures_total")).isPositive();
    assertThat(server.http().get("/api/v1/query?query=samples:one").body())
        .as("the rule after it has recorded")
        .contains("\"1\"");
  }
}
