package io.barograph.timescale.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.records.Event;
import io.barograph.storage.records.ExceptionEntry;
import io.barograph.storage.records.GroupIdentity;
import io.barograph.storage.records.GroupState;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordAppender;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.RecordHead;
import io.barograph.storage.records.RecordQuery;
import io.barograph.storage.records.Records;
import io.barograph.storage.records.RecordsContract;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.schema.Schema;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@OnEachDatabase
final class DatabaseRecordsIT extends RecordsContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestDatabase database;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Connections connections;
  private final RecordWriter writer;
  private final Reads reads;
  private Instant clock = Instant.EPOCH;

  DatabaseRecordsIT(TestDatabase database) {
    this.database = database;
    this.connections =
        new Connections(DatabaseAddress.parse(database.url()), Duration.ofSeconds(5));
    this.writer = new RecordWriter(connections, meters, () -> clock);
    this.reads = new Reads(connections);
  }

  @Override
  protected RecordAppender appender() {
    return writer;
  }

  @Override
  protected Records records() {
    return new DatabaseRecords(reads);
  }

  @BeforeEach
  void empty() throws SQLException {
    Schema.migrate(DatabaseAddress.parse(database.url()));
    try (Connection session = database.connect();
        Statement statement = session.createStatement()) {
      statement.execute(
          "TRUNCATE barograph.transaction, barograph.exception, barograph.event,"
              + " barograph.exception_group");
    }
  }

  @AfterEach
  void close() {
    writer.close().then(reads.close()).block(PATIENCE);
  }

  @Test
  void batchesOfManySendersAreAllWritten() {
    Instant now = Instant.now();
    Flux.range(0, 500)
        .flatMap(i -> writer.append(List.of(event(now, i), event(now, 1000))), 500)
        .then()
        .block(PATIENCE);
    assertThat(eventsSince(now.minusSeconds(60))).isEqualTo(501);
  }

  @Test
  void exceptionsAndTheirGroupsAreCountedOnceWhenTheyAreWritten() {
    Instant now = Instant.now();
    ExceptionEntry first = exception(now, 1, "team-a", "g1");
    append(first, first, exception(now, 2, "team-b", "g1"), exception(now, 3, "team-a", "g2"));
    append(first);
    records().groups().change("g1", GroupState.RESOLVED, "ann", now.plusSeconds(1)).block(PATIENCE);
    append(exception(now.plusSeconds(2), 4, "team-b", "g1"));
    append(exception(now.plusSeconds(3), 5, "team-b", "g1"));

    clock = clock.plus(ExceptionMetrics.AT_ZERO);
    assertThat(count("barograph.exceptions", "bucket", "team-a")).isEqualTo(4);
    assertThat(count("barograph.exceptions", "bucket", "team-b")).isEqualTo(6);
    assertThat(count("barograph.exception.groups", "state", "new")).isEqualTo(2);
    assertThat(count("barograph.exception.groups", "bucket", "team-a", "state", "new"))
        .isEqualTo(2);
    assertThat(count("barograph.exception.groups", "bucket", "team-b", "state", "reopened"))
        .isEqualTo(1);
  }

  private double count(String name, String... tags) {
    return meters.get(name).tags(tags).functionCounters().stream()
        .mapToDouble(FunctionCounter::count)
        .sum();
  }

  private void append(RecordEntry... entries) {
    writer.append(List.of(entries)).block(PATIENCE);
  }

  private static ExceptionEntry exception(Instant time, int number, String bucket, String group) {
    return new ExceptionEntry(
        new RecordHead(
            new UUID(9, number), time, bucket, new ProcessKey("h", "web", ""), Map.of(), false),
        new GroupIdentity(group, "it is gone"),
        "Error",
        "it is gone",
        "",
        "",
        "",
        "",
        2);
  }

  @Test
  void whatIsPastRetentionIsDropped() throws SQLException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS);
    writer.append(List.of(event(now.minus(Duration.ofDays(40)), 1), event(now, 2))).block(PATIENCE);
    try (Connection session = database.connect()) {
      new RecordRetentionDuty(Duration.ofDays(30), Clock.fixed(now, ZoneOffset.UTC))
          .perform(session);
    }
    assertThat(eventsSince(now.minus(Duration.ofDays(50)))).isEqualTo(1);
  }

  private static Event event(Instant time, int number) {
    return new Event(
        new RecordHead(new UUID(7, number), time, "", new ProcessKey("h", "", ""), Map.of(), false),
        "start",
        "");
  }

  private int eventsSince(Instant from) {
    return records()
        .events()
        .page(new RecordQuery(from, Instant.now(), RecordFilter.ALL, null, 10_000))
        .blockOptional(PATIENCE)
        .orElseThrow()
        .size();
  }
}
