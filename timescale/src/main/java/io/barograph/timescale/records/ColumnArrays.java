package io.barograph.timescale.records;

import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordHead;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A statement whose parameters are columns of entries, one array each. */
final class ColumnArrays<T extends RecordEntry> {
  private final List<T> entries;
  private final PostgresqlStatement statement;
  private int parameter;

  ColumnArrays(PostgresqlConnection session, String sql, List<T> entries) {
    this.entries = entries;
    this.statement = session.createStatement(sql);
  }

  /** Time, id, bucket, host, job, instance, attributes as JSON, truncated. */
  ColumnArrays<T> head() {
    bind(entries.stream().map(entry -> entry.head().time()).toArray(Instant[]::new));
    bind(entries.stream().map(entry -> entry.head().id()).toArray(UUID[]::new));
    heads(RecordHead::bucket);
    processes(ProcessKey::host);
    processes(ProcessKey::job);
    processes(ProcessKey::instance);
    heads(head -> SqlValues.json(head.attributes()));
    bind(entries.stream().map(entry -> entry.head().truncated()).toArray(Boolean[]::new));
    return this;
  }

  private void processes(Function<ProcessKey, String> column) {
    heads(head -> column.apply(head.process()));
  }

  private void heads(Function<RecordHead, String> column) {
    texts(entry -> column.apply(entry.head()));
  }

  ColumnArrays<T> texts(Function<T, String> column) {
    bind(entries.stream().map(entry -> SqlValues.text(column.apply(entry))).toArray(String[]::new));
    return this;
  }

  ColumnArrays<T> longs(ToLongFunction<T> column) {
    bind(entries.stream().map(column::applyAsLong).toArray(Long[]::new));
    return this;
  }

  ColumnArrays<T> doubles(Function<T, Double> column) {
    bind(entries.stream().map(column).toArray(Double[]::new));
    return this;
  }

  private void bind(Object[] column) {
    statement.bind("$" + ++parameter, column);
  }

  Mono<Void> execute() {
    return statement.execute().concatMap(PostgresqlResult::getRowsUpdated).then();
  }

  <R> Flux<R> query(Function<Row, R> mapping) {
    return statement
        .execute()
        .concatMap(result -> result.map((row, metadata) -> mapping.apply(row)));
  }
}
