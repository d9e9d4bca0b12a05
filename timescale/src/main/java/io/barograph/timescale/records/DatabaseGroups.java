package io.barograph.timescale.records;

import static io.barograph.timescale.records.RecordColumns.longOf;
import static io.barograph.timescale.records.RecordColumns.text;

import io.barograph.storage.records.ExceptionGroup;
import io.barograph.storage.records.ExceptionGroups;
import io.barograph.storage.records.GroupQuery;
import io.barograph.storage.records.GroupState;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Mono;

/** The table {@code exception_group}. */
final class DatabaseGroups implements ExceptionGroups {
  private static final String COLUMNS =
      "id, job, type, message, first_seen, last_seen, count, hosts, buckets, state, state_since,"
          + " changed_by";

  private final Reads reads;

  DatabaseGroups(Reads reads) {
    this.reads = reads;
  }

  @Override
  public Mono<List<ExceptionGroup>> page(GroupQuery query) {
    Question question =
        select().where("last_seen >= ?", query.from()).where("first_seen <= ?", query.to());
    GroupQuery.Place before = query.before();
    if (before != null) {
      question.where("(last_seen, id) < (?, ?)", before.lastSeen(), before.id());
    }
    question.whereEqual("job", query.job());
    if (!query.bucket().isEmpty()) {
      question.where("? = ANY (buckets)", query.bucket());
    }
    if (!query.host().isEmpty()) {
      question.where("? = ANY (hosts)", query.host());
    }
    if (!query.states().isEmpty()) {
      String[] states = query.states().stream().map(GroupState::text).toArray(String[]::new);
      question.where("state = ANY (?)", (Object) states);
    }
    question.append(" ORDER BY last_seen DESC, id DESC LIMIT ?", query.limit());
    return reads.list(question, DatabaseGroups::group);
  }

  private static Question select() {
    return new Question("SELECT " + COLUMNS + " FROM barograph.exception_group");
  }

  @Override
  public Mono<ExceptionGroup> find(String id) {
    return reads
        .list(select().where("id = ?", id), DatabaseGroups::group)
        .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
  }

  @Override
  public Mono<ExceptionGroup> change(String id, GroupState state, String by, Instant at) {
    Question change =
        new Question("UPDATE barograph.exception_group")
            .append(
                " SET state = ?, changed_by = ?, state_since = ? WHERE id = ? RETURNING " + COLUMNS,
                state.text(),
                SqlValues.text(by),
                at,
                id);
    return reads
        .list(change, DatabaseGroups::group)
        .flatMap(changed -> Mono.justOrEmpty(changed.stream().findFirst()));
  }

  private static ExceptionGroup group(Row row) {
    return new ExceptionGroup(
        text(row, 0),
        text(row, 1),
        text(row, 2),
        text(row, 3),
        Columns.get(row, 4, Instant.class),
        Columns.get(row, 5, Instant.class),
        longOf(row, 6),
        List.of(Columns.get(row, 7, String[].class)),
        List.of(Columns.get(row, 8, String[].class)),
        GroupState.valueOf(text(row, 9).toUpperCase(Locale.ROOT)),
        Columns.get(row, 10, Instant.class),
        text(row, 11));
  }
}
