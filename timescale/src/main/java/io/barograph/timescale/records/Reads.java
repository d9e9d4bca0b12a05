package io.barograph.timescale.records;

import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.DatabaseErrors;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Questions to the tables of records and of the inventory, a few at a time. */
public final class Reads {
  private static final int CONNECTIONS = 4;

  private final ConnectionPool pool;

  /** Opens nothing yet. */
  public Reads(Connections connections) {
    this.pool = connections.pool("records", CONNECTIONS, Map.of("statement_timeout", "10s"));
  }

  /** The rows of a question. */
  public <T> Mono<List<T>> list(Question question, Function<Row, T> reader) {
    return Mono.usingWhen(
            Connections.take(pool),
            connection -> rows(connection, question, reader),
            Connection::close,
            (connection, error) -> connection.close(),
            Connection::close)
        .onErrorMap(DatabaseErrors::translate);
  }

  private static <T> Mono<List<T>> rows(
      Connection connection, Question question, Function<Row, T> reader) {
    Statement statement = connection.createStatement(question.sql());
    List<Object> values = question.values();
    for (int i = 0; i < values.size(); i++) {
      statement.bind(i, values.get(i));
    }
    return Flux.from(statement.execute())
        .concatMap(result -> result.map((row, _) -> reader.apply(row)))
        .collectList();
  }

  /** Closes all connections. */
  public Mono<Void> close() {
    return pool.disposeLater();
  }
}
