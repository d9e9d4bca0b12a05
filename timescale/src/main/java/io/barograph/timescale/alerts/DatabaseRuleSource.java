package io.barograph.timescale.alerts;

import static java.util.stream.Collectors.groupingBy;

import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.rules.AlertStatus;
import io.barograph.storage.rules.RuleEvaluation;
import io.barograph.storage.rules.RuleGroupStatus;
import io.barograph.storage.rules.RuleSource;
import io.barograph.storage.rules.RuleStatus;
import io.barograph.timescale.connection.Columns;
import io.barograph.timescale.connection.ReusedConnection;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rules and alerts as the servers that lead them last saved them. */
public final class DatabaseRuleSource implements RuleSource {
  private static final String RULES =
      """
      SELECT file, g.name, interval_ms, alert_limit, g.began, g.took_ms,
             r.key, r.kind, r.name, r.query, barograph.pairs(r.labels),
             barograph.pairs(r.annotations), for_ms, keep_firing_for_ms, health, last_error,
             r.began, r.took_ms
      FROM barograph.alert_group g
      JOIN barograph.alert_rule r USING (file)
      WHERE r.group_name = g.name
      ORDER BY file, g.position, g.name, r.position
      """;
  private static final String ALERTS =
      "SELECT %s FROM barograph.alert WHERE ended IS NULL ORDER BY active, fingerprint"
          .formatted(AlertColumns.LIST);

  private final ReusedConnection connection;

  public DatabaseRuleSource(ReusedConnection connection) {
    this.connection = connection;
  }

  /** What an alert belongs to. */
  private record RuleOfGroup(GroupKey group, String rule) {}

  /** A group whose rules are being gathered. */
  private record Gathered(RuleGroupStatus group, List<RuleStatus> rules) {}

  @Override
  public Mono<List<RuleGroupStatus>> groups() {
    return connection.use(
        session ->
            rows(session, ALERTS, row -> AlertColumns.read(row, 0))
                .collect(groupingBy(alert -> new RuleOfGroup(alert.group(), alert.rule())))
                .flatMap(
                    alerts ->
                        rows(session, RULES, row -> row(row, alerts))
                            .collectList()
                            .map(DatabaseRuleSource::gather)));
  }

  private static <T> Flux<T> rows(
      PostgresqlConnection session, String sql, Function<Row, T> reader) {
    return session
        .createStatement(sql)
        .execute()
        .concatMap(result -> result.map((row, _) -> reader.apply(row)));
  }

  private static List<RuleGroupStatus> gather(List<Gathered> rows) {
    Map<GroupKey, Gathered> groups = new LinkedHashMap<>();
    for (Gathered row : rows) {
      groups
          .computeIfAbsent(
              new GroupKey(row.group.file(), row.group.name()),
              _ -> new Gathered(row.group, new ArrayList<>()))
          .rules
          .addAll(row.rules);
    }
    return groups.values().stream()
        .map(gathered -> gathered.group.withRules(gathered.rules))
        .toList();
  }

  private static Gathered row(Row row, Map<RuleOfGroup, List<AlertRecord>> alerts) {
    RuleGroupStatus group =
        new RuleGroupStatus(
            text(row, 1),
            text(row, 0),
            Duration.ofMillis(Columns.get(row, 2, Long.class)),
            Columns.get(row, 3, Integer.class),
            new RuleEvaluation(
                RuleEvaluation.Health.GOOD, "", took(row, 5), Columns.get(row, 4, Instant.class)),
            List.of());
    RuleOfGroup key = new RuleOfGroup(new GroupKey(text(row, 0), text(row, 1)), text(row, 6));
    return new Gathered(group, List.of(rule(row, alerts.getOrDefault(key, List.of()))));
  }

  private static RuleStatus rule(Row row, List<AlertRecord> alerts) {
    RuleEvaluation last =
        new RuleEvaluation(
            health(text(row, 14)),
            text(row, 15),
            took(row, 17),
            Columns.get(row, 16, Instant.class));
    if (text(row, 7).equals("recording")) {
      return new RuleStatus.Recording(
          text(row, 6),
          text(row, 8),
          text(row, 9),
          SqlText.labels(Columns.get(row, 10, String[].class)),
          last);
    }
    return new RuleStatus.Alerting(
        text(row, 6),
        text(row, 8),
        text(row, 9),
        Duration.ofMillis(Columns.get(row, 12, Long.class)),
        Duration.ofMillis(Columns.get(row, 13, Long.class)),
        SqlText.labels(Columns.get(row, 10, String[].class)),
        SqlText.map(Columns.get(row, 11, String[].class)),
        alerts.stream().map(DatabaseRuleSource::status).toList(),
        last);
  }

  private static AlertStatus status(AlertRecord alert) {
    return new AlertStatus(
        alert.labels(),
        alert.annotations(),
        alert.stage() == AlertStage.FIRING ? AlertStatus.State.FIRING : AlertStatus.State.PENDING,
        alert.activeAt(),
        alert.keepFiringSince(),
        alert.value());
  }

  private static RuleEvaluation.Health health(String text) {
    return Arrays.stream(RuleEvaluation.Health.values())
        .filter(health -> health.text().equals(text))
        .findFirst()
        .orElse(RuleEvaluation.Health.UNKNOWN);
  }

  private static String text(Row row, int index) {
    return Columns.get(row, index, String.class);
  }

  private static Duration took(Row row, int index) {
    return Duration.ofNanos(Math.round(Columns.get(row, index, Double.class) * 1e6));
  }
}
