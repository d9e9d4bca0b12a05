package io.barograph.timescale.inventory;

import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.records.Event;
import io.barograph.storage.records.ProcessKey;
import io.barograph.timescale.connection.Columns;
import io.barograph.timescale.records.RecordRows;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Compares reports of processes with what is known of them, before that is replaced. */
final class KnownProcesses {
  /** Locked, so that of two servers with a report of one process the second sees the first. */
  private static final String KNOWN =
      """
      SELECT host, job, instance, start_time, restarts, version, revision, last_seen
      FROM barograph.process
      WHERE (host, job, instance) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))
      ORDER BY host, job, instance
      FOR NO KEY UPDATE
      """;

  private KnownProcesses() {}

  /** Writes an event for each change that these reports, each of another process, tell of. */
  static Mono<Void> tellChanges(PostgresqlConnection session, List<ProcessSighting> processes) {
    Map<ProcessKey, ProcessSighting> reported =
        processes.stream().collect(Collectors.toMap(ProcessSighting::process, Function.identity()));
    return new SightingArrays<>(session, KNOWN, processes)
        .texts(one -> one.process().host())
        .texts(one -> one.process().job())
        .texts(one -> one.process().instance())
        .rows(KnownProcesses::before)
        .flatMapIterable(before -> changes(before, reported))
        .sort(Comparator.comparing(event -> event.head().place()))
        .collectList()
        .flatMap(events -> RecordRows.events(session, events));
  }

  private static List<Event> changes(
      ProcessChanges.Before before, Map<ProcessKey, ProcessSighting> reported) {
    ProcessSighting now = reported.get(before.process());
    // A name that cannot be stored as it is does not come back as it was.
    return now == null ? List.of() : ProcessChanges.between(before, now);
  }

  private static ProcessChanges.Before before(Row row) {
    return new ProcessChanges.Before(
        new ProcessKey(text(row, 0), text(row, 1), text(row, 2)),
        row.get(3, Instant.class),
        Columns.get(row, 4, Long.class),
        text(row, 5),
        text(row, 6),
        Columns.get(row, 7, Instant.class));
  }

  private static String text(Row row, int column) {
    return Columns.get(row, column, String.class);
  }
}
