package io.barograph.timescale.metadata;

import io.barograph.model.MetricMetadata;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.ReusedConnection;
import io.barograph.timescale.waiting.WaitingLine;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes metadata of metrics. Senders repeat it all the time, so what this server has written is
 * remembered and not written again.
 */
public final class MetadataWriter {
  private static final WaitingLine.Settings LINE =
      new WaitingLine.Settings("metadata entries", 100_000, 10_000);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Beyond it everything is forgotten and perhaps written once more. */
  private static final int MAX_REMEMBERED = 100_000;

  private final Map<String, MetricMetadata> written = new ConcurrentHashMap<>();
  private final ReusedConnection connection;
  private final WaitingLine<Request> line;

  private record Request(List<MetricMetadata> metadata) implements WaitingLine.Item {
    @Override
    public int weight() {
      return Math.max(1, metadata.size());
    }
  }

  /** A writer that has opened no connection yet. */
  public MetadataWriter(Connections connections, Scheduler scheduler) {
    this.connection = new ReusedConnection(connections, TIMEOUT);
    this.line = new WaitingLine<>(LINE, scheduler, this::write);
  }

  /** See {@link io.barograph.storage.SampleAppender#describe}. */
  public Mono<Void> describe(Collection<MetricMetadata> metadata) {
    return Mono.defer(
        () -> {
          List<MetricMetadata> news =
              metadata.stream().filter(one -> !one.equals(written.get(one.metric()))).toList();
          return news.isEmpty() ? Mono.empty() : line.add(new Request(news));
        });
  }

  private Mono<Void> write(List<Request> requests) {
    // The last word on a metric wins; in one order of names, so that servers cannot deadlock.
    Map<String, MetricMetadata> latest = new TreeMap<>();
    for (Request request : requests) {
      request.metadata.forEach(one -> latest.put(one.metric(), one));
    }
    return connection
        .use(session -> upsert(session, latest.values()))
        .doOnSuccess(ignored -> remember(latest));
  }

  private void remember(Map<String, MetricMetadata> latest) {
    if (written.size() + latest.size() > MAX_REMEMBERED) {
      written.clear();
    }
    written.putAll(latest);
  }

  private static Mono<Void> upsert(
      PostgresqlConnection session, Collection<MetricMetadata> metadata) {
    return session
        .createStatement(
            """
            INSERT INTO barograph.metric_metadata AS known (metric, type, help, unit)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
            ON CONFLICT (metric) DO UPDATE
            SET type = excluded.type, help = excluded.help, unit = excluded.unit
            WHERE (known.type, known.help, known.unit)
                IS DISTINCT FROM (excluded.type, excluded.help, excluded.unit)
            """)
        .bind("$1", column(metadata, MetricMetadata::metric))
        .bind("$2", column(metadata, one -> one.type().text()))
        .bind("$3", column(metadata, MetricMetadata::help))
        .bind("$4", column(metadata, MetricMetadata::unit))
        .execute()
        .flatMap(PostgresqlResult::getRowsUpdated)
        .then();
  }

  /** PostgreSQL cannot store U+0000, and one such help text must not fail those beside it. */
  private static String[] column(
      Collection<MetricMetadata> metadata, Function<MetricMetadata, String> part) {
    return metadata.stream()
        .map(one -> part.apply(one).replace('\0', '\uFFFD'))
        .toArray(String[]::new);
  }

  /** Writes what waits, then closes the connection. */
  public Mono<Void> close() {
    return line.close().then(connection.close());
  }
}
