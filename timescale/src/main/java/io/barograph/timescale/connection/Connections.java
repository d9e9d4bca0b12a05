package io.barograph.timescale.connection;

import io.barograph.timescale.DatabaseAddress;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.postgresql.util.LogLevel;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Opens connections to one database. A server that has stopped answering is given up after the
 * timeout; a server that lost us gives up the transaction, and the locks with it, in about as long.
 */
public final class Connections {
  private static final String STATEMENT_CANCELLED_AFTER = "30s";

  /** Of every session, unless a pool says otherwise. */
  private static final Map<String, String> SESSION =
      Map.of(
          "statement_timeout", STATEMENT_CANCELLED_AFTER,
          "idle_in_transaction_session_timeout", STATEMENT_CANCELLED_AFTER,
          "tcp_keepalives_idle", "10",
          "tcp_keepalives_interval", "5",
          "tcp_keepalives_count", "4");

  private final DatabaseAddress address;
  private final PostgresqlConnectionFactory factory;
  private final Duration timeout;

  /**
   * Opens nothing yet.
   *
   * @param timeout how long connecting may take
   */
  public Connections(DatabaseAddress address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
    this.factory = factory(SESSION);
  }

  private PostgresqlConnectionFactory factory(Map<String, String> session) {
    return new PostgresqlConnectionFactory(
        PostgresqlConnectionConfiguration.builder()
            .host(address.host())
            .port(address.port())
            .database(address.database())
            .username(address.user())
            .password(address.password())
            .sslMode(SSLMode.fromValue(address.tls()))
            .applicationName("barograph")
            .connectTimeout(timeout)
            .tcpKeepAlive(true)
            // The text form of bytea is twice as long and most of the time to read.
            .forceBinary(true)
            .errorResponseLogLevel(LogLevel.DEBUG)
            .options(session)
            .build());
  }

  /** A connection of one's own; the caller closes it. */
  public Mono<PostgresqlConnection> open() {
    return factory.create().timeout(timeout);
  }

  /**
   * A pool for work that comes and goes; the caller disposes of it.
   *
   * @param size most connections at a time; whoever finds none waits as long as connecting may take
   * @param settings of PostgreSQL that its sessions begin with, beside or instead of the usual ones
   */
  public ConnectionPool pool(String name, int size, Map<String, String> settings) {
    Map<String, String> session = new HashMap<>(SESSION);
    session.putAll(settings);
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(factory(session))
            .name(name)
            .initialSize(0)
            .minIdle(0)
            .maxSize(size)
            .maxIdleTime(Duration.ofMinutes(5))
            .maxAcquireTime(timeout)
            .maxCreateConnectionTime(timeout)
            .acquireRetry(0)
            .build());
  }

  /**
   * A connection out of a pool. Those that died in it, as all do when the database stops, are
   * passed over; what has taken its time to fail is not tried again.
   */
  public static Mono<Connection> take(ConnectionPool pool) {
    int most = pool.getMetrics().map(PoolMetrics::getMaxAllocatedSize).orElse(1);
    return pool.create()
        .retryWhen(
            Retry.max(most)
                .filter(
                    error ->
                        !(error instanceof TimeoutException
                            || error instanceof R2dbcTimeoutException))
                .onRetryExhaustedThrow((_, last) -> last.failure()));
  }
}
