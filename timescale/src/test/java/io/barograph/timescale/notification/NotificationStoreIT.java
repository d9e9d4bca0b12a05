package io.barograph.timescale.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MatchType;
import io.barograph.storage.alerts.NotificationKey;
import io.barograph.storage.alerts.NotificationRecord;
import io.barograph.storage.alerts.Silence;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.leader.DatabaseSessions;
import io.barograph.timescale.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class NotificationStoreIT {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  private final TestDatabase database;
  private NotificationStore store;

  NotificationStoreIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() throws SQLException {
    Schema.migrate(DatabaseAddress.parse(database.url()));
    try (Connection session = database.connect();
        Statement statement = session.createStatement()) {
      statement.execute("TRUNCATE barograph.notification_log, barograph.silence");
    }
    store = newStore();
  }

  private NotificationStore newStore() {
    DatabaseAddress address = DatabaseAddress.parse(database.url());
    return new NotificationStore(
        new Connections(address, Duration.ofSeconds(5)), DatabaseSessions.to(address));
  }

  @AfterEach
  void close() {
    store.close().block();
  }

  private static NotificationRecord record(String group, Instant sentAt, Long... firing) {
    return new NotificationRecord(
        new NotificationKey(group, "team", "webhook/0"),
        new LinkedHashSet<>(List.of(firing)),
        new LinkedHashSet<>(List.of(7L, Long.MIN_VALUE)),
        sentAt);
  }

  @Test
  void keepsTheLatestRecordOfEachKey() {
    store.log().put(List.of(record("one", NOW, 1L, -2L), record("other", NOW))).block();
    store.log().put(List.of(record("one", NOW.plusSeconds(1), 3L))).block();
    store.log().put(List.of(record("one", NOW.minusSeconds(1), 4L))).block();
    assertThat(store.log().records().block())
        .containsExactlyInAnyOrder(record("one", NOW.plusSeconds(1), 3L), record("other", NOW));
    store.log().removeBefore(NOW.plusMillis(1)).block();
    assertThat(store.log().records().block())
        .containsExactly(record("one", NOW.plusSeconds(1), 3L));
  }

  @Test
  void keepsSilencesWithTheirMatchers() {
    Silence silence =
        new Silence(
            UUID.randomUUID(),
            List.of(
                LabelMatcher.equal("alertname", "a\"b"),
                LabelMatcher.of("host", MatchType.NOT_REGEX, "x|y.*")),
            NOW,
            NOW.plusSeconds(60),
            NOW,
            "me",
            "maintenance");
    store.silences().save(List.of(silence)).block();
    assertThat(store.silences().all().block()).containsExactly(silence);
    Silence over = silence.expiredAt(NOW.plusSeconds(5));
    store.silences().save(List.of(over)).block();
    assertThat(store.silences().all().block()).containsExactly(over);
    assertThat(silence.mutes(Labels.of("alertname", "a\"b", "host", "z"), NOW)).isTrue();
    assertThat(silence.mutes(Labels.of("alertname", "a\"b", "host", "y2"), NOW)).isFalse();
    store.silences().removeEndedBefore(NOW.plusSeconds(6)).block();
    assertThat(store.silences().all().block()).isEmpty();
  }

  @Test
  void oneServerNotifiesAndAnotherTakesOver() {
    await().until(store::isNotifier);
    NotificationStore other = newStore();
    assertThat(other.isNotifier()).isFalse();
    store.close().block();
    await().until(other::isNotifier);
    other.close().block();
    assertThat(other.isNotifier()).isFalse();
  }
}
