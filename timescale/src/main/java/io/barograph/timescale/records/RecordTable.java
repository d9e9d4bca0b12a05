package io.barograph.timescale.records;

import io.barograph.storage.records.Arrival;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.RecordLog;
import io.barograph.storage.records.RecordPlace;
import io.barograph.storage.records.RecordQuery;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** One of the tables of records, for readers. */
final class RecordTable<T extends RecordEntry> implements RecordLog<T> {
  /** Columns of a kind of record, after those of all. */
  interface Kind<T> {
    String table();

    /** Names with commas between them. */
    String columns();

    /** The entry of a row, whose own columns begin at {@link RecordColumns#COUNT}. */
    T read(Row row);

    /** Conditions on the columns of this kind. */
    void narrow(Question question, RecordFilter filter);
  }

  private static final String LAST =
      "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM barograph.record_arrival";

  private final Reads reads;
  private final Kind<T> kind;
  private final String select;

  RecordTable(Reads reads, Kind<T> kind) {
    this.reads = reads;
    this.kind = kind;
    this.select =
        "SELECT %s, %s FROM barograph.%s"
            .formatted(RecordColumns.NAMES, kind.columns(), kind.table());
  }

  @Override
  public Mono<List<T>> page(RecordQuery query) {
    Question question =
        new Question(select).where("time >= ?", query.from()).where("time <= ?", query.to());
    RecordPlace before = query.before();
    if (before != null) {
      question.where("(time, id) < (?, ?)", before.time(), before.id());
    }
    narrow(question, query.filter());
    question.append(" ORDER BY time DESC, id DESC LIMIT ?", query.limit());
    return reads.list(question, kind::read);
  }

  @Override
  public Mono<List<Arrival<T>>> since(
      long arrival, Instant notBefore, RecordFilter filter, int limit) {
    Question question =
        new Question(select).where("arrival > ?", arrival).where("time >= ?", notBefore);
    narrow(question, filter);
    question.append(" ORDER BY arrival LIMIT ?", limit);
    return reads.list(question, row -> new Arrival<>(RecordColumns.arrival(row), kind.read(row)));
  }

  private void narrow(Question question, RecordFilter filter) {
    question
        .whereEqual("bucket", filter.bucket())
        .whereEqual("host", filter.host())
        .whereEqual("job", filter.job())
        .whereEqual("instance", filter.instance());
    kind.narrow(question, filter);
  }

  @Override
  public Mono<Long> lastArrival() {
    return reads.list(new Question(LAST), row -> RecordColumns.longOf(row, 0)).map(List::getFirst);
  }
}
