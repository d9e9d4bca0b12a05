package io.barograph.timescale.notification;

import io.barograph.model.LabelMatcher;
import io.barograph.model.MatchType;
import io.barograph.storage.alerts.Silence;
import io.barograph.storage.alerts.Silences;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.ReusedConnection;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The table {@code silence}. */
public final class SilenceTable implements Silences {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ReusedConnection connection;

  /** Opens nothing yet. */
  public SilenceTable(Connections connections) {
    this.connection = new ReusedConnection(connections, TIMEOUT);
  }

  @Override
  public Mono<List<Silence>> all() {
    return connection.use(
        session ->
            session
                .createStatement(
                    """
                    SELECT id, matcher_names, matcher_operators, matcher_values, starts, ends, updated,
                      created_by, comment
                    FROM barograph.silence ORDER BY starts, id
                    """)
                .execute()
                .flatMap(result -> result.map(SilenceTable::silence))
                .collectList());
  }

  private static Silence silence(Readable row) {
    String[] names = value(row, 1, String[].class);
    String[] operators = value(row, 2, String[].class);
    String[] values = value(row, 3, String[].class);
    List<LabelMatcher> matchers = new ArrayList<>(names.length);
    for (int i = 0; i < names.length; i++) {
      matchers.add(LabelMatcher.of(names[i], type(operators[i]), values[i]));
    }
    return new Silence(
        value(row, 0, UUID.class),
        matchers,
        time(row, 4),
        time(row, 5),
        time(row, 6),
        value(row, 7, String.class),
        value(row, 8, String.class));
  }

  private static MatchType type(String operator) {
    return Arrays.stream(MatchType.values())
        .filter(type -> type.operator().equals(operator))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("a silence has the operator \"" + operator + "\""));
  }

  private static Instant time(Readable row, int column) {
    return value(row, column, OffsetDateTime.class).toInstant();
  }

  private static <T> T value(Readable row, int column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type));
  }

  @Override
  public Mono<Void> save(Collection<Silence> silences) {
    if (silences.isEmpty()) {
      return Mono.empty();
    }
    return connection.inTransaction(session -> upsert(session, silences));
  }

  private static Mono<Void> upsert(PostgresqlConnection session, Collection<Silence> silences) {
    PostgresqlStatement statement =
        session.createStatement(
            """
            INSERT INTO barograph.silence (id, matcher_names, matcher_operators, matcher_values,
              starts, ends, updated, created_by, comment)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (id) DO UPDATE SET matcher_names = excluded.matcher_names,
              matcher_operators = excluded.matcher_operators,
              matcher_values = excluded.matcher_values, starts = excluded.starts,
              ends = excluded.ends, updated = excluded.updated,
              created_by = excluded.created_by, comment = excluded.comment
            """);
    boolean first = true;
    for (Silence silence : silences) {
      if (!first) {
        statement.add();
      }
      first = false;
      statement
          .bind("$1", silence.id())
          .bind("$2", column(silence, LabelMatcher::name))
          .bind("$3", column(silence, matcher -> matcher.type().operator()))
          .bind("$4", column(silence, LabelMatcher::value))
          .bind("$5", silence.startsAt())
          .bind("$6", silence.endsAt())
          .bind("$7", silence.updatedAt())
          .bind("$8", silence.createdBy())
          .bind("$9", silence.comment());
    }
    return statement.execute().concatMap(PostgresqlResult::getRowsUpdated).then();
  }

  private static String[] column(Silence silence, Function<LabelMatcher, String> part) {
    return silence.matchers().stream().map(part).toArray(String[]::new);
  }

  @Override
  public Mono<Void> removeEndedBefore(Instant time) {
    return connection.use(
        session ->
            session
                .createStatement("DELETE FROM barograph.silence WHERE ends < $1")
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
