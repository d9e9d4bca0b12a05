package io.barograph.timescale.alerts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barograph.model.Labels;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.AlertFeed;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import io.barograph.storage.alerts.GroupChanges;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.alerts.GroupSnapshot;
import io.barograph.storage.alerts.LeadLostException;
import io.barograph.storage.rules.RuleEvaluation;
import io.barograph.storage.rules.RuleGroupStatus;
import io.barograph.storage.rules.RuleStatus;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.ReusedConnection;
import io.barograph.timescale.leader.DatabaseSessions;
import io.barograph.timescale.schema.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class DatabaseAlertStatesIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final GroupKey GROUP = new GroupKey("rules.yml", "hosts");
  private static final GroupKey OTHER = new GroupKey("rules.yml", "routes");

  private final TestDatabase database;
  private final DatabaseAlertStates first;
  private final DatabaseAlertStates second;
  private final ReusedConnection connection;

  DatabaseAlertStatesIT(TestDatabase database) {
    this.database = database;
    DatabaseAddress address = DatabaseAddress.parse(database.url());
    var _ = Schema.migrate(address);
    this.first = new DatabaseAlertStates(DatabaseSessions.to(address));
    this.second = new DatabaseAlertStates(DatabaseSessions.to(address));
    this.connection =
        new ReusedConnection(
            new Connections(address, Duration.ofSeconds(5)), Duration.ofSeconds(10));
  }

  @BeforeEach
  void forgetAll() throws SQLException {
    execute("TRUNCATE barograph.alert, barograph.alert_group, barograph.alert_rule");
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    connection.close().block();
  }

  private void execute(String sql) throws SQLException {
    try (Connection session = database.connect();
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  private static AlertRecord alert(String host) {
    return new AlertRecord(
        GROUP,
        "Down{}",
        Labels.of("alertname", "Down", "host", host),
        Map.of("summary", host + " is \"down\""),
        "up == 0",
        Double.NaN,
        AlertStage.PENDING,
        NOON,
        null,
        null,
        null,
        null);
  }

  private static GroupChanges changes(List<AlertRecord> written, List<AlertRecord> removed) {
    RuleEvaluation last =
        new RuleEvaluation(RuleEvaluation.Health.GOOD, "", Duration.ofMillis(3), NOON);
    return new GroupChanges(
        GROUP,
        0,
        NOON,
        new RuleGroupStatus(
            GROUP.name(),
            GROUP.file(),
            Duration.ofSeconds(15),
            7,
            last,
            List.of(
                new RuleStatus.Recording("r{}", "r", "sum(up)", Labels.of("team", "a"), last),
                new RuleStatus.Alerting(
                    "Down{}",
                    "Down",
                    "up == 0",
                    Duration.ofMinutes(1),
                    Duration.ZERO,
                    Labels.EMPTY,
                    Map.of("summary", "{{ $labels.host }}"),
                    List.of(),
                    last))),
        written,
        removed,
        List.of());
  }

  private GroupSnapshot loaded(DatabaseAlertStates states) {
    return requireNonNull(states.load(GROUP).block());
  }

  @Test
  void whatWasSavedIsLoadedByWhoeverTakesOver() {
    assertThat(first.lead(Set.of(GROUP, OTHER)).block()).containsExactlyInAnyOrder(GROUP, OTHER);
    AlertRecord firing = alert("a").fired(NOON.plusSeconds(60));
    first.save(changes(List.of(firing, alert("b")), List.of())).block();
    first.save(changes(List.of(), List.of(alert("b")))).block();
    GroupSnapshot snapshot = loaded(second);
    assertThat(snapshot.evaluated()).isEqualTo(NOON);
    assertThat(snapshot.alerts()).containsExactly(firing);
  }

  @Test
  void oneServerLeadsAGroupAndTheOtherFollowsWhenItLetsGo() {
    assertThat(first.lead(Set.of(GROUP)).block()).containsExactly(GROUP);
    assertThat(second.lead(Set.of(GROUP, OTHER)).block()).containsExactly(OTHER);
    assertThatThrownBy(() -> second.save(changes(List.of(), List.of())).block())
        .isInstanceOf(LeadLostException.class)
        .hasMessage("this server no longer leads group \"hosts\" of rules.yml");
    assertThat(first.lead(Set.of()).block()).isEmpty();
    assertThat(second.lead(Set.of(GROUP, OTHER)).block()).containsExactlyInAnyOrder(GROUP, OTHER);
  }

  @Test
  void whoeverLosesTheSessionLosesTheLeadAndCannotSave() throws SQLException {
    first.lead(Set.of(GROUP)).block();
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    await()
        .untilAsserted(() -> assertThat(second.lead(Set.of(GROUP)).block()).containsExactly(GROUP));
    assertThatThrownBy(() -> first.save(changes(List.of(alert("a")), List.of())).block())
        .isInstanceOf(StorageUnavailableException.class);
    assertThatThrownBy(() -> first.save(changes(List.of(alert("a")), List.of())).block())
        .isInstanceOf(LeadLostException.class);
    assertThat(loaded(second).alerts()).isEmpty();
  }

  @Test
  void feedGivesWhatFiresAndEveryLaterChangeOfIt() {
    DatabaseAlertFeed feed = new DatabaseAlertFeed(connection);
    first.lead(Set.of(GROUP)).block();
    AlertRecord firing = alert("a").fired(NOON);
    first.save(changes(List.of(firing), List.of())).block();
    AlertFeed.Changes all = requireNonNull(feed.changesSince(AlertFeed.Cursor.START).block());
    assertThat(all.alerts()).extracting(AlertRecord::stage).containsExactly(AlertStage.FIRING);
    AlertRecord expired = firing.ended(AlertStage.EXPIRED, NOON.plusSeconds(600));
    first.save(changes(List.of(expired), List.of())).block();
    AlertFeed.Changes later = requireNonNull(feed.changesSince(all.next()).block());
    assertThat(later.alerts().getLast().stage()).isEqualTo(AlertStage.EXPIRED);
    AlertFeed.Changes none = requireNonNull(feed.changesSince(later.next()).block());
    assertThat(none.alerts()).isEmpty();
  }

  @Test
  void feedTellsThatAnAlertWaitsToFireAgain() {
    DatabaseAlertFeed feed = new DatabaseAlertFeed(connection);
    first.lead(Set.of(GROUP)).block();
    first.save(changes(List.of(alert("a").fired(NOON)), List.of())).block();
    AlertFeed.Changes all = requireNonNull(feed.changesSince(AlertFeed.Cursor.START).block());
    first.save(changes(List.of(alert("a")), List.of())).block();
    AlertFeed.Changes later = requireNonNull(feed.changesSince(all.next()).block());
    assertThat(later.alerts().getLast().stage()).isEqualTo(AlertStage.PENDING);
  }

  @Test
  void valuesThatTheDatabaseRefusesCostNobodyTheLead() {
    first.lead(Set.of(GROUP, OTHER)).block();
    AlertRecord known = alert("a");
    AlertRecord refused =
        new AlertRecord(
            GROUP,
            incompressible(),
            known.labels(),
            known.annotations(),
            known.query(),
            known.value(),
            known.stage(),
            known.activeAt(),
            null,
            null,
            null,
            null);
    assertThatThrownBy(() -> first.save(changes(List.of(refused), List.of())).block())
        .hasMessageContaining("index row");
    assertThat(second.lead(Set.of(GROUP, OTHER)).block()).isEmpty();
    first.save(changes(List.of(known), List.of())).block();
    assertThat(loaded(second).alerts()).containsExactly(known);
  }

  /** Longer than the key of an index may be. */
  private static String incompressible() {
    Random random = new Random(1);
    return random
        .ints(5_000, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void rulesAreShownWithTheirAlerts() {
    first.lead(Set.of(GROUP)).block();
    GroupChanges changes = changes(List.of(alert("a")), List.of());
    first.save(changes).block();
    List<RuleGroupStatus> groups =
        requireNonNull(new DatabaseRuleSource(connection).groups().block());
    assertThat(groups).hasSize(1);
    RuleGroupStatus group = groups.getFirst();
    assertThat(group.withRules(List.of())).isEqualTo(changes.status().withRules(List.of()));
    assertThat(group.rules().getFirst()).isEqualTo(changes.status().rules().getFirst());
    RuleStatus.Alerting down = (RuleStatus.Alerting) group.rules().getLast();
    assertThat(down.alerts())
        .extracting(status -> status.labels().valueOrEmpty("host"))
        .containsExactly("a");
    first.remove(GROUP).block();
    assertThat(new DatabaseRuleSource(connection).groups().block()).isEmpty();
    assertThat(second.saved().block()).isEmpty();
  }

  @Test
  void historyIsPlainRows() throws SQLException {
    first.lead(Set.of(GROUP)).block();
    AlertRecord ended = alert("a").fired(NOON).ended(AlertStage.RESOLVED, NOON.plusSeconds(90));
    GroupChanges changes = changes(List.of(ended), List.of());
    first
        .save(
            new GroupChanges(
                GROUP,
                0,
                NOON,
                changes.status(),
                changes.written(),
                List.of(),
                List.of(
                    new AlertEvent(
                        NOON.plusSeconds(90),
                        AlertEvent.Kind.RESOLVED,
                        ended,
                        "condition no longer held"))))
        .block();
    try (Connection session = database.connect();
        Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT event, labels->>'host', time - fired, reason FROM barograph.alert_history"
                    + " ORDER BY id DESC LIMIT 1")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("resolved");
      assertThat(row.getString(2)).isEqualTo("a");
      assertThat(row.getString(3)).isEqualTo("00:01:30");
      assertThat(row.getString(4)).isEqualTo("condition no longer held");
    }
  }
}
