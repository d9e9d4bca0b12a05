package io.barograph.timescale.connection;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A connection that is kept between uses of one user, who uses it for one thing at a time. After
 * any error, timeout or cancel it is closed, which ends its transaction in the server too, and the
 * next use opens another: so a server that hangs or has been restarted is got over by itself.
 */
public final class ReusedConnection {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Connections connections;
  private final Duration timeout;
  private final AtomicReference<PostgresqlConnection> idle = new AtomicReference<>();

  /**
   * Opens nothing yet.
   *
   * @param timeout how long one use may take after the connection stands
   */
  public ReusedConnection(Connections connections, Duration timeout) {
    this.connections = connections;
    this.timeout = timeout;
  }

  /** Runs work on the connection; errors come as {@link DatabaseErrors#translate} makes them. */
  public <T> Mono<T> use(Function<PostgresqlConnection, Mono<T>> work) {
    return Mono.usingWhen(
            take(),
            connection -> work.apply(connection).timeout(timeout),
            this::putBack,
            (connection, error) -> discard(connection),
            this::discard)
        .onErrorMap(DatabaseErrors::translate);
  }

  /** Runs work in a transaction of its own and completes when that is committed. */
  public <T> Mono<T> inTransaction(Function<PostgresqlConnection, Mono<T>> work) {
    return use(
        connection ->
            connection
                .beginTransaction()
                .then(Mono.defer(() -> work.apply(connection)))
                .materialize()
                .delayUntil(
                    signal -> signal.isOnError() ? Mono.empty() : connection.commitTransaction())
                .dematerialize());
  }

  /** Closes what is idle. */
  public Mono<Void> close() {
    return Mono.defer(
        () -> {
          PostgresqlConnection connection = idle.getAndSet(null);
          return connection == null ? Mono.empty() : discard(connection);
        });
  }

  private Mono<PostgresqlConnection> take() {
    return Mono.defer(
        () -> {
          PostgresqlConnection kept = idle.getAndSet(null);
          if (kept == null) {
            return connections.open();
          }
          return kept.validate(ValidationDepth.LOCAL)
              .flatMap(alive -> alive ? Mono.just(kept) : discard(kept).then(connections.open()));
        });
  }

  private Mono<Void> putBack(PostgresqlConnection connection) {
    return idle.compareAndSet(null, connection) ? Mono.empty() : discard(connection);
  }

  private Mono<Void> discard(PostgresqlConnection connection) {
    return connection.close().timeout(CLOSE_TIMEOUT).onErrorComplete();
  }
}
