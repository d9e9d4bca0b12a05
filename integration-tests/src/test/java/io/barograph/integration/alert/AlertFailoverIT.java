package io.barograph.integration.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of two servers the one that evaluates is killed while an alert is pending, while it fires and
 * just after it resolved, and PostgreSQL is killed under both. {@code make torture-alerts} does it
 * for more rounds.
 */
final class AlertFailoverIT {
  private static final int ROUNDS = Integer.getInteger("barograph.alerts.rounds", 1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration HOLD = Duration.ofSeconds(4);

  /** Two notifications at most may follow from one kill: the one sent, and the one sent again. */
  private static final long MOST_NOTIFICATIONS = 2;

  private static final String WEBHOOK = "/webhook";

  private static final String RULES =
      """
      groups:
        - name: failover
          interval: 1s
          rules:
            # Most of the time an evaluation is under way, so that whoever is killed is in the middle of one.
            - record: slow:samples
              expr: count_over_time(vector(1)[4000000s:1s])
            - alert: PressureHigh
              expr: pressure > 0
              for: 4s
              annotations:
                summary: '{{ $labels.subject }} is at {{ $value }}'
      """;
  private static final String NOTIFICATIONS =
      """
      route:
        receiver: test
        group_by: ['...']
        group_wait: 0s
        group_interval: 1s
        repeat_interval: 1h
      receivers:
        - name: test
          webhook_configs:
            - url: %s
      """;

  @TempDir Path directory;

  private enum Moment {
    PENDING,
    FIRING,
    RESOLVED,
    DATABASE
  }

  @Test
  void alertsSurviveWhoeverIsKilled() throws IOException {
    try (DatabaseServer database = DatabaseServer.create(DatabaseKind.TIMESCALEDB);
        WebhookReceiver receiver = WebhookReceiver.start()) {
      database.start();
      Path rules = Files.writeString(directory.resolve("rules.yml"), RULES);
      Path notifications =
          Files.writeString(
              directory.resolve("notifications.yml"),
              NOTIFICATIONS.formatted(receiver.url(WEBHOOK)));
      try (BarographServer first = server(database, rules, notifications).start();
          BarographServer second = server(database, rules, notifications).start();
          SteadySeries series = SteadySeries.start(List.of(first, second))) {
        Scene scene = new Scene(database, receiver, first, second, series);
        for (int round = 0; round < ROUNDS; round++) {
          for (Moment moment : MOMENTS) {
            scene.play(moment + "-" + round, moment);
          }
        }
      }
    }
  }

  private static BarographServer server(DatabaseServer database, Path rules, Path notifications) {
    return BarographServer.on(database.address().url())
        .with("BAROGRAPH_ALERT_RULES", rules.toString())
        .with("BAROGRAPH_ALERT_NOTIFICATIONS", notifications.toString());
  }

  /** All of them unless a run asks for some, such as DATABASE. */
  private static final List<Moment> MOMENTS =
      Optional.ofNullable(System.getProperty("barograph.alerts.moments"))
          .map(names -> Stream.of(names.split(",")).map(Moment::valueOf).toList())
          .orElse(List.of(Moment.values()));

  private record Scene(
      DatabaseServer database,
      WebhookReceiver receiver,
      BarographServer first,
      BarographServer second,
      SteadySeries series) {
    void play(String subject, Moment moment) {
      AlertHistory history = new AlertHistory(database);
      series.send(subject, 1);
      await("pending").atMost(PATIENCE).until(() -> isShown(subject, "pending"));
      if (moment == Moment.PENDING) {
        killAndRestartLeader();
      }
      await("fires").atMost(PATIENCE).until(() -> history.events(subject).contains("firing"));
      AlertHistory.Entry fired = history.of(subject).getFirst();
      assertThat(Duration.between(fired.active(), fired.time()))
          .as("the timer was not started anew")
          .isBetween(HOLD, HOLD.plusSeconds(20));
      await("told").atMost(PATIENCE).until(() -> notified("firing", subject) > 0);
      if (moment == Moment.FIRING) {
        killAndRestartLeader();
      }
      if (moment == Moment.DATABASE) {
        database.kill9();
        database.start();
      }
      await("somebody evaluates").atMost(PATIENCE).until(() -> leader().isPresent());
      assertThat(history.events(subject)).containsExactly("firing");
      assertThat(notified("resolved", subject)).isZero();
      series.send(subject, 0);
      await("resolved").atMost(PATIENCE).until(() -> history.events(subject).contains("resolved"));
      if (moment == Moment.RESOLVED) {
        killAndRestartLeader();
      }
      await("told of the end").atMost(PATIENCE).until(() -> notified("resolved", subject) > 0);
      assertThat(history.events(subject)).containsExactly("firing", "resolved");
      assertThat(notified("firing", subject)).isLessThanOrEqualTo(MOST_NOTIFICATIONS);
      assertThat(notified("resolved", subject)).isLessThanOrEqualTo(MOST_NOTIFICATIONS);
    }

    private long notified(String status, String subject) {
      return receiver.count(WEBHOOK, "\"status\":\"" + status + "\"", "\"" + subject + "\"");
    }

    private boolean isShown(String subject, String state) {
      String alerts = second.http().get("/api/v1/alerts").body();
      return alerts.contains("\"" + subject + "\"")
          && alerts.contains("\"state\":\"" + state + "\"");
    }

    private void killAndRestartLeader() {
      await("somebody evaluates").atMost(PATIENCE).until(() -> leader().isPresent());
      BarographServer leader = leader().orElseThrow();
      leader.kill9();
      leader.start();
    }

    private Optional<BarographServer> leader() {
      return Stream.of(first, second)
          .filter(server -> server.metric("barograph_rule_groups_led") > 0)
          .findFirst();
    }
  }
}
