package io.barograph.timescale.connection;

import io.barograph.storage.StorageUnavailableException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.pool.PoolShutdownException;

/** Tells errors that pass from errors that stay. */
public final class DatabaseErrors {
  /** When it is worth asking a database again that did not answer. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /**
   * SQLSTATE classes that say nothing about the statement: connection, insufficient resources,
   * operator intervention (shutdown, cancelled by timeout), system error; and 25 and 55, what a
   * server answers that has become a standby or holds a lock.
   */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "25", "53", "55", "57", "58");

  private DatabaseErrors() {}

  /**
   * The error as the storage ports promise it: {@link StorageUnavailableException} if it passes.
   */
  public static Throwable translate(Throwable error) {
    if (!passes(error)) {
      return error;
    }
    return new StorageUnavailableException(
        "the database does not answer: " + reason(error), RETRY_AFTER, error);
  }

  /** Whether the same may succeed later with nothing changed but the state of the database. */
  public static boolean passes(Throwable error) {
    return switch (error) {
      case StorageUnavailableException e -> false;
      case R2dbcNonTransientResourceException e -> true;
      case R2dbcTransientException e -> true;
      case R2dbcException e -> hasPassingState(e.getSqlState());
      case SQLException e -> hasPassingState(e.getSQLState());
      case IOException e -> true;
      case TimeoutException e -> true;
      case PoolShutdownException e -> true;
      default -> false;
    };
  }

  private static boolean hasPassingState(@Nullable String state) {
    return state != null && state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2));
  }

  private static String reason(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
