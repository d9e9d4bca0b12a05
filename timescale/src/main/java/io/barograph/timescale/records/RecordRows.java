package io.barograph.timescale.records;

import io.barograph.storage.records.Event;
import io.barograph.storage.records.ExceptionEntry;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.Transaction;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Writes records. Rows go in by place and groups by id, so that two servers that write the same
 * ones wait for each other and never in a circle.
 */
public final class RecordRows {
  private static final String TRANSACTIONS =
      """
      INSERT INTO barograph.transaction (time, id, bucket, host, job, instance, attributes, truncated,
        method, route, path, client_address, trace_id, status, request_bytes, response_bytes,
        duration_seconds)
      SELECT c1, c2, c3, c4, c5, c6, c7::jsonb, c8, c9, c10, c11, c12, c13, c14::integer, c15, c16, c17
      FROM unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::boolean[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
        $14::bigint[], $15::bigint[], $16::bigint[], $17::float8[])
        AS row (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17)
      ORDER BY c1, c2
      ON CONFLICT (time, id) DO NOTHING
      """;

  private static final String EVENTS =
      """
      INSERT INTO barograph.event (time, id, bucket, host, job, instance, attributes, truncated, kind,
        message)
      SELECT c1, c2, c3, c4, c5, c6, c7::jsonb, c8, c9, c10
      FROM unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::boolean[], $9::text[], $10::text[])
        AS row (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10)
      ORDER BY c1, c2
      ON CONFLICT (time, id) DO NOTHING
      """;

  /**
   * Groups count what was inserted, so an exception that comes again counts for nothing. Tells what
   * was added by bucket and job: a group is new where {@code xmax} says that its row was not there
   * before, and counts for the bucket of its first exception here.
   */
  private static final String EXCEPTIONS =
      """
      WITH came AS (
        SELECT * FROM unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::text[],
          $6::text[], $7::text[], $8::boolean[], $9::text[], $10::text[], $11::text[], $12::text[],
          $13::text[], $14::text[], $15::text[], $16::text[], $17::bigint[])
          AS row (time, id, bucket, host, job, instance, attributes, truncated, group_id, type,
            message, stack, origin, method, route, group_message, occurrences)
        ORDER BY time, id
      ), added AS (
        INSERT INTO barograph.exception (time, id, bucket, host, job, instance, attributes, truncated,
          group_id, type, message, stack, origin, method, route, occurrences)
        SELECT time, id, bucket, host, job, instance, attributes::jsonb, truncated, group_id, type,
          message, stack, origin, method, route, occurrences
        FROM came
        ON CONFLICT (time, id) DO NOTHING
        RETURNING time, id
      ), fresh AS (
        SELECT DISTINCT ON (time, id) * FROM came JOIN added USING (time, id)
      ), grouped AS (
        SELECT group_id, min(job) AS job, (array_agg(type ORDER BY time, id))[1] AS type,
          (array_agg(group_message ORDER BY time, id))[1] AS message, min(time) AS first_seen,
          max(time) AS last_seen, sum(occurrences)::bigint AS count,
          (array_agg(DISTINCT host))[:100] AS hosts, (array_agg(DISTINCT bucket))[:100] AS buckets,
          (array_agg(bucket ORDER BY time, id))[1] AS bucket
        FROM fresh
        GROUP BY group_id
      ), written AS (
        INSERT INTO barograph.exception_group AS known (id, job, type, message, first_seen,
          last_seen, count, hosts, buckets, state, state_since, changed_by)
        SELECT group_id, job, type, message, first_seen, last_seen, count, hosts, buckets, 'open',
          first_seen, ''
        FROM grouped
        ORDER BY group_id
        ON CONFLICT (id) DO UPDATE SET
          first_seen = least(known.first_seen, excluded.first_seen),
          last_seen = greatest(known.last_seen, excluded.last_seen),
          count = known.count + excluded.count,
          hosts = barograph.united(known.hosts, excluded.hosts),
          buckets = barograph.united(known.buckets, excluded.buckets),
          state = CASE WHEN barograph.reopens(known, excluded.last_seen)
            THEN 'reopened' ELSE known.state END,
          state_since = CASE WHEN barograph.reopens(known, excluded.last_seen)
            THEN excluded.last_seen ELSE known.state_since END,
          changed_by = CASE WHEN barograph.reopens(known, excluded.last_seen)
            THEN '' ELSE known.changed_by END
        RETURNING known.id, known.state, known.state_since, known.xmax = 0 AS is_new
      )
      SELECT bucket, job, sum(occurrences)::bigint, sum(new)::bigint, sum(reopened)::bigint
      FROM (
        SELECT bucket, job, occurrences, 0 AS new, 0 AS reopened FROM fresh
        UNION ALL
        SELECT bucket, job, 0, is_new::integer,
          (state = 'reopened' AND state_since = last_seen)::integer
        FROM written JOIN grouped ON id = group_id
      ) AS told
      GROUP BY bucket, job
      """;

  private RecordRows() {}

  /** All of these, within the transaction of the session. */
  static Mono<List<AddedExceptions>> write(
      PostgresqlConnection session, List<RecordEntry> records) {
    return transactions(session, of(Transaction.class, records))
        .then(events(session, of(Event.class, records)))
        .then(exceptions(session, of(ExceptionEntry.class, records)));
  }

  private static <T extends RecordEntry> List<T> of(Class<T> kind, List<RecordEntry> records) {
    return records.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .sorted(Comparator.comparing(entry -> entry.head().place()))
        .toList();
  }

  private static Mono<Void> transactions(PostgresqlConnection session, List<Transaction> entries) {
    return entries.isEmpty()
        ? Mono.empty()
        : partitions(session, "transaction", entries)
            .then(
                Mono.defer(
                    () ->
                        new ColumnArrays<>(session, TRANSACTIONS, entries)
                            .head()
                            .texts(Transaction::method)
                            .texts(Transaction::route)
                            .texts(Transaction::path)
                            .texts(Transaction::clientAddress)
                            .texts(Transaction::traceId)
                            .longs(Transaction::status)
                            .longs(Transaction::requestBytes)
                            .longs(Transaction::responseBytes)
                            .doubles(Transaction::durationSeconds)
                            .execute()));
  }

  private static Mono<List<AddedExceptions>> exceptions(
      PostgresqlConnection session, List<ExceptionEntry> entries) {
    return entries.isEmpty()
        ? Mono.just(List.of())
        : partitions(session, "exception", entries)
            .then(
                Mono.defer(
                    () ->
                        new ColumnArrays<>(session, EXCEPTIONS, entries)
                            .head()
                            .texts(entry -> entry.group().id())
                            .texts(ExceptionEntry::type)
                            .texts(ExceptionEntry::message)
                            .texts(ExceptionEntry::stack)
                            .texts(ExceptionEntry::origin)
                            .texts(ExceptionEntry::method)
                            .texts(ExceptionEntry::route)
                            .texts(entry -> entry.group().message())
                            .longs(ExceptionEntry::occurrences)
                            .query(AddedExceptions::of)
                            .collectList()));
  }

  /** These events, within the transaction of the session. */
  public static Mono<Void> events(PostgresqlConnection session, List<Event> entries) {
    return entries.isEmpty()
        ? Mono.empty()
        : partitions(session, "event", entries)
            .then(
                Mono.defer(
                    () ->
                        new ColumnArrays<>(session, EVENTS, entries)
                            .head()
                            .texts(Event::kind)
                            .texts(Event::message)
                            .execute()));
  }

  private static Mono<Void> partitions(
      PostgresqlConnection session, String table, List<? extends RecordEntry> entries) {
    Instant[] days =
        entries.stream()
            .map(entry -> entry.head().time().truncatedTo(ChronoUnit.DAYS))
            .distinct()
            .toArray(Instant[]::new);
    return session
        .createStatement(
            "SELECT barograph.ensure_partition($1, day) FROM unnest($2::timestamptz[]) AS day")
        .bind("$1", table)
        .bind("$2", days)
        .execute()
        .concatMap(PostgresqlResult::getRowsUpdated)
        .then();
  }
}
