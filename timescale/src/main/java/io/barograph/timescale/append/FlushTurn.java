package io.barograph.timescale.append;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import reactor.core.publisher.Mono;

/**
 * The place of a flush among all flushes, valid until its transaction ends.
 *
 * @param arrivedMicroseconds time of arrival as PostgreSQL counts it, from the year 2000
 * @param flush orders flushes; the higher one wins
 * @param generation of series ids, see {@link io.barograph.storage.SampleAppender#seriesGeneration}
 */
record FlushTurn(long arrivedMicroseconds, long flush, long generation) {
  /** First statement of a flush transaction; waits while the compactor closes a span of arrival. */
  static Mono<FlushTurn> take(PostgresqlConnection connection) {
    return connection
        .createStatement(
            "SELECT (extract(epoch FROM arrived - '2000-01-01Z') * 1000000)::bigint,"
                + " flush, generation FROM barograph.begin_flush()")
        .execute()
        .flatMap(
            result ->
                result.map(
                    row ->
                        new FlushTurn(
                            row.get(0, Long.class),
                            row.get(1, Long.class),
                            row.get(2, Long.class))))
        .single();
  }
}
