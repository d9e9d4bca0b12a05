package io.barograph.timescale.catalog;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.spi.Readable;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The statements of the catalogue. */
final class CatalogTables {
  /** A group row is some ten kilobytes. */
  private static final int FETCH_SIZE = 200;

  private CatalogTables() {}

  /** The one row that says how far the catalogue has come. */
  record State(long registration, long generation, int nextGroup) {
    static State of(Readable row) {
      return new State(row.get(0, Long.class), row.get(1, Long.class), row.get(2, Integer.class));
    }
  }

  /** A group as the database holds it. */
  record GroupRow(int id, String metric, String labels) {}

  static Mono<State> state(PostgresqlConnection connection) {
    return connection
        .createStatement("SELECT registration, generation, next_group FROM barograph.catalog_state")
        .execute()
        .flatMap(result -> result.map(State::of))
        .single();
  }

  /** Counts a registration; nobody else registers until the transaction ends. */
  static Mono<State> lockForRegistration(PostgresqlConnection connection) {
    return connection
        .createStatement(
            "UPDATE barograph.catalog_state SET registration = registration + 1"
                + " RETURNING registration, generation, next_group")
        .execute()
        .flatMap(result -> result.map(State::of))
        .single();
  }

  /** The groups that have changed in registrations after the one given. */
  static Flux<GroupRow> changedSince(PostgresqlConnection connection, long registration) {
    return connection
        .createStatement(
            "SELECT group_id, metric, labels::text FROM barograph.series_group"
                + " WHERE registration > $1")
        .bind("$1", registration)
        .fetchSize(FETCH_SIZE)
        .execute()
        .concatMap(
            result ->
                result.map(
                    row ->
                        new GroupRow(
                            row.get(0, Integer.class),
                            row.get(1, String.class),
                            row.get(2, String.class))));
  }

  static Mono<Void> write(
      PostgresqlConnection connection,
      long registration,
      List<SeriesGroup> groups,
      LabelSymbols symbols) {
    return connection
        .createStatement(
            """
            INSERT INTO barograph.series_group AS known (group_id, registration, metric, labels)
            SELECT group_id, $1, metric, labels::json
            FROM unnest($2::integer[], $3::text[], $4::text[]) AS new (group_id, metric, labels)
            ON CONFLICT (group_id) DO UPDATE
            SET registration = excluded.registration, registered = excluded.registered,
                labels = excluded.labels
            """)
        .bind("$1", registration)
        .bind("$2", groups.stream().map(SeriesGroup::id).toArray(Integer[]::new))
        .bind("$3", groups.stream().map(SeriesGroup::metric).toArray(String[]::new))
        .bind(
            "$4",
            groups.stream().map(group -> LabelsJson.write(group, symbols)).toArray(String[]::new))
        .execute()
        .flatMap(PostgresqlResult::getRowsUpdated)
        .then();
  }

  static Mono<Void> setNextGroup(PostgresqlConnection connection, int nextGroup) {
    return connection
        .createStatement("UPDATE barograph.catalog_state SET next_group = $1")
        .bind("$1", nextGroup)
        .execute()
        .flatMap(PostgresqlResult::getRowsUpdated)
        .then();
  }
}
