package io.barograph.queryapi;

import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.RecordLog;
import io.barograph.storage.records.RecordQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Records of one kind, page by page, newest first. */
final class RecordHandlers<T extends RecordEntry> {
  private static final Duration DEFAULT_SPAN = Duration.ofDays(1);

  private final String name;
  private final RecordLog<T> log;
  private final Clock clock;

  /**
   * Handlers of one kind.
   *
   * @param name of the array in answers
   */
  RecordHandlers(String name, RecordLog<T> log, Clock clock) {
    this.name = name;
    this.log = log;
    this.clock = clock;
  }

  Mono<ServerResponse> page(ServerRequest request) {
    return Parameters.of(request)
        .map(this::query)
        .flatMap(query -> log.page(query).flatMap(page -> answer(page, query.limit())));
  }

  private RecordQuery query(Parameters parameters) {
    PageRequest page = PageRequest.of(parameters, clock, DEFAULT_SPAN);
    String cursor = parameters.text("cursor");
    return new RecordQuery(
        page.from(),
        page.to(),
        filter(parameters),
        cursor.isEmpty() ? null : RecordCursor.record(cursor),
        page.limit());
  }

  static RecordFilter filter(Parameters parameters) {
    return new RecordFilter(
        parameters.text("bucket"),
        parameters.text("host"),
        parameters.text("job"),
        parameters.text("instance"),
        parameters.text("route"),
        parameters.text("kind"),
        parameters.text("group"),
        parameters.duration("min_duration", Duration.ZERO).toNanos() / 1e9);
  }

  private Mono<ServerResponse> answer(List<T> page, int limit) {
    return Answer.success(
        json -> {
          json.writeStartObject().writeArrayPropertyStart(name);
          page.forEach(entry -> RecordJson.write(json, entry));
          json.writeEndArray();
          if (page.size() == limit) {
            json.writeStringProperty(
                "nextCursor", RecordCursor.text(page.getLast().head().place()));
          }
          json.writeEndObject();
        });
  }
}
