package io.barograph.timescale.notification;

import io.barograph.storage.alerts.NotificationKey;
import io.barograph.storage.alerts.NotificationLog;
import io.barograph.storage.alerts.NotificationRecord;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.ReusedConnection;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import reactor.core.publisher.Mono;

/** The table {@code notification_log}. */
public final class NotificationLogTable implements NotificationLog {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ReusedConnection connection;

  /** Opens nothing yet. */
  public NotificationLogTable(Connections connections) {
    this.connection = new ReusedConnection(connections, TIMEOUT);
  }

  @Override
  public Mono<List<NotificationRecord>> records() {
    return connection.use(
        session ->
            session
                .createStatement(
                    """
                    SELECT alert_group, receiver, integration, firing, resolved, sent
                    FROM barograph.notification_log
                    """)
                .execute()
                .flatMap(result -> result.map(NotificationLogTable::record))
                .collectList());
  }

  private static NotificationRecord record(Readable row) {
    return new NotificationRecord(
        new NotificationKey(text(row, 0), text(row, 1), text(row, 2)),
        hashes(row, 3),
        hashes(row, 4),
        Objects.requireNonNull(row.get(5, OffsetDateTime.class)).toInstant());
  }

  private static String text(Readable row, int column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }

  private static SequencedSet<Long> hashes(Readable row, int column) {
    return new LinkedHashSet<>(
        Arrays.asList(Objects.requireNonNull(row.get(column, Long[].class))));
  }

  @Override
  public Mono<Void> put(Collection<NotificationRecord> records) {
    if (records.isEmpty()) {
      return Mono.empty();
    }
    return connection.inTransaction(session -> upsert(session, records));
  }

  private static Mono<Void> upsert(
      PostgresqlConnection session, Collection<NotificationRecord> records) {
    PostgresqlStatement statement =
        session.createStatement(
            """
            INSERT INTO barograph.notification_log AS known
              (alert_group, receiver, integration, firing, resolved, sent)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (alert_group, receiver, integration) DO UPDATE
            SET firing = excluded.firing, resolved = excluded.resolved, sent = excluded.sent
            WHERE known.sent <= excluded.sent
            """);
    boolean first = true;
    for (NotificationRecord record : records) {
      if (!first) {
        statement.add();
      }
      first = false;
      statement
          .bind("$1", record.key().alertGroup())
          .bind("$2", record.key().receiver())
          .bind("$3", record.key().integration())
          .bind("$4", array(record.firing()))
          .bind("$5", array(record.resolved()))
          .bind("$6", record.sentAt());
    }
    return statement.execute().concatMap(PostgresqlResult::getRowsUpdated).then();
  }

  private static Long[] array(SequencedCollection<Long> hashes) {
    return hashes.toArray(Long[]::new);
  }

  @Override
  public Mono<Void> removeBefore(Instant time) {
    return connection.use(
        session ->
            session
                .createStatement("DELETE FROM barograph.notification_log WHERE sent < $1")
                .bind("$1", time)
                .execute()
                .flatMap(PostgresqlResult::getRowsUpdated)
                .then());
  }

  /** Closes what is idle. */
  public Mono<Void> close() {
    return connection.close();
  }
}
