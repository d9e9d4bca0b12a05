package io.barograph.timescale.select;

import io.barograph.timescale.connection.Connections;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the statements of a query on one snapshot of the database.
 *
 * <p>Fresh rows become settled ones and their chunks are dropped at any moment. So each query first
 * locks {@code fresh_block} against drops, chunks included, and only then takes its snapshot: what
 * was dropped before is settled in the snapshot, and what is fresh in the snapshot cannot be
 * dropped any more. Settled chunks made later hold nothing that the snapshot shows.
 */
final class Snapshots {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  /** All in one message: each round trip is a good part of a small query. */
  private static final String BEGIN =
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
          + " LOCK TABLE barograph.fresh_block IN ACCESS SHARE MODE; "
          + DamagedBlock.SQL;

  private final ConnectionPool connections;

  Snapshots(ConnectionPool connections) {
    this.connections = connections;
  }

  <T> Flux<T> read(Function<Snapshot, Publisher<T>> work) {
    return read(Mono.just(true), (snapshot, _) -> work.apply(snapshot));
  }

  /**
   * The same; the snapshot is taken while {@code preparation} goes on, and work gets its result.
   */
  <P, T> Flux<T> read(Mono<P> preparation, BiFunction<Snapshot, P, Publisher<T>> work) {
    return Flux.usingWhen(
        Connections.take(connections),
        connection ->
            Mono.zipDelayError(begin(connection), preparation)
                .flatMapMany(both -> work.apply(both.getT1(), both.getT2())),
        connection -> Mono.from(connection.rollbackTransaction()).then(close(connection)),
        (connection, error) ->
            Mono.from(connection.rollbackTransaction())
                .timeout(CLOSE_TIMEOUT)
                .onErrorComplete()
                .then(close(connection)),
        Snapshots::abandon);
  }

  private Mono<Snapshot> begin(Connection connection) {
    return Flux.from(connection.createStatement(BEGIN).execute())
        .concatMap(result -> result.map((row, _) -> DamagedBlock.of(row)))
        .collectList()
        .map(damaged -> new Snapshot(connection, damaged));
  }

  private static Mono<Void> close(Connection connection) {
    return Mono.from(connection.close());
  }

  /**
   * Stops what runs in the server. The connection is not used again, since the cancel might reach
   * it only during the next statement; the pool finds it closed and opens another.
   */
  static Mono<Void> abandon(Connection connection) {
    PostgresqlConnection server =
        connection instanceof Wrapped<?> pooled
            ? pooled.unwrap(PostgresqlConnection.class)
            : (PostgresqlConnection) connection;
    if (server == null) {
      return close(connection);
    }
    return server
        .cancelRequest()
        .onErrorComplete()
        .then(server.close())
        .timeout(CLOSE_TIMEOUT)
        .onErrorComplete()
        .then(close(connection))
        .onErrorComplete();
  }
}
