package io.barograph.timescale.inventory;

import io.barograph.timescale.records.SqlValues;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A statement whose parameters are columns of sightings, one array each. */
final class SightingArrays<T> {
  private final List<T> sightings;
  private final PostgresqlStatement statement;
  private int parameter;

  SightingArrays(PostgresqlConnection session, String sql, List<T> sightings) {
    this.sightings = sightings;
    this.statement = session.createStatement(sql);
  }

  SightingArrays<T> texts(Function<T, String> column) {
    return bind(
        sightings.stream().map(one -> SqlValues.text(column.apply(one))).toArray(String[]::new));
  }

  SightingArrays<T> maps(Function<T, Map<String, String>> column) {
    return bind(
        sightings.stream().map(one -> SqlValues.json(column.apply(one))).toArray(String[]::new));
  }

  SightingArrays<T> longs(ToLongFunction<T> column) {
    return bind(sightings.stream().map(column::applyAsLong).toArray(Long[]::new));
  }

  /** Times, of which any may be unknown. */
  SightingArrays<T> times(Function<T, @Nullable Instant> column) {
    @Nullable Instant[] times = new Instant[sightings.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = column.apply(sightings.get(i));
    }
    return bind(times);
  }

  private SightingArrays<T> bind(Object column) {
    statement.bind("$" + ++parameter, column);
    return this;
  }

  /** What the statement returns. */
  <R> Flux<R> rows(Function<Row, R> reader) {
    return statement.execute().concatMap(result -> result.map((row, _) -> reader.apply(row)));
  }

  Mono<Void> execute() {
    return statement.execute().concatMap(PostgresqlResult::getRowsUpdated).then();
  }
}
