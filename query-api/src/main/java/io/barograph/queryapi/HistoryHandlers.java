package io.barograph.queryapi;

import io.barograph.model.LabelMatcher;
import io.barograph.promql.parse.Parser;
import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.HistoryEntry;
import io.barograph.storage.alerts.HistoryQuery;
import io.barograph.storage.alerts.HistoryQuery.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The history of alerts, page by page, newest first. */
final class HistoryHandlers {
  private static final Duration DEFAULT_SPAN = Duration.ofDays(1);
  private static final int DEFAULT_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 1000;

  /** Rows read for one answer, where matchers leave most of them out. */
  private static final int MOST_READ = 20_000;

  private final AlertHistory history;
  private final Parser parser;
  private final Clock clock;

  HistoryHandlers(AlertHistory history, Parser parser, Clock clock) {
    this.history = history;
    this.parser = parser;
    this.clock = clock;
  }

  /** A page in the making. */
  private static final class Page {
    private final List<HistoryEntry> wanted = new ArrayList<>();
    private final int limit;
    private int read;
    private @Nullable Place next;

    Page(int limit) {
      this.limit = limit;
    }
  }

  Mono<ServerResponse> page(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              SeriesSelectors selectors = SeriesSelectors.optional(parameters, parser);
              HistoryQuery query = query(parameters);
              return fill(new Page(query.limit()), query, selectors.selectors());
            })
        .flatMap(
            page ->
                Answer.success(
                    json -> {
                      json.writeStartObject().writeArrayPropertyStart("events");
                      page.wanted.forEach(entry -> HistoryJson.write(json, entry));
                      json.writeEndArray();
                      if (page.next != null) {
                        json.writeStringProperty("nextCursor", HistoryCursor.text(page.next));
                      }
                      json.writeEndObject();
                    }));
  }

  private HistoryQuery query(Parameters parameters) {
    Instant to = Instant.ofEpochMilli(parameters.time("to", clock.millis()));
    Instant from =
        Instant.ofEpochMilli(parameters.time("from", to.minus(DEFAULT_SPAN).toEpochMilli()));
    if (to.isBefore(from)) {
      throw ApiException.badParameter("to", "\"to\" must not be before \"from\"");
    }
    int limit = parameters.limit("limit").orElse(DEFAULT_LIMIT);
    if (limit > HIGHEST_LIMIT) {
      throw ApiException.badParameter(
          "limit",
          "%d is above the limit of %d; follow nextCursor".formatted(limit, HIGHEST_LIMIT));
    }
    String cursor = parameters.text("cursor");
    return new HistoryQuery(
        from,
        to,
        Set.copyOf(new HashSet<>(parameters.all("alertname"))),
        events(parameters.all("event")),
        cursor.isEmpty() ? null : HistoryCursor.parse(cursor),
        limit);
  }

  private static Set<AlertEvent.Kind> events(List<String> texts) {
    Set<AlertEvent.Kind> events = new HashSet<>();
    for (String text : texts) {
      switch (text) {
        case "firing" -> events.add(AlertEvent.Kind.FIRING);
        case "resolved" -> events.add(AlertEvent.Kind.RESOLVED);
        case "expired" -> events.add(AlertEvent.Kind.EXPIRED);
        default ->
            throw ApiException.badParameter(
                "event",
                "\"%s\" is none of firing, resolved, expired"
                    .formatted(text.toLowerCase(Locale.ROOT)));
      }
    }
    return events;
  }

  private Mono<Page> fill(Page page, HistoryQuery query, List<List<LabelMatcher>> selectors) {
    return history
        .page(query)
        .flatMap(
            rows -> {
              take(page, rows, selectors);
              boolean more = rows.size() == query.limit();
              if (!more) {
                page.next = null;
              }
              return more && page.wanted.size() < page.limit && page.read < MOST_READ
                  ? fill(page, query.after(place(rows.getLast()), HIGHEST_LIMIT), selectors)
                  : Mono.just(page);
            });
  }

  private static void take(Page page, List<HistoryEntry> rows, List<List<LabelMatcher>> selectors) {
    for (HistoryEntry row : rows) {
      page.read++;
      page.next = place(row);
      if (selectors.stream().anyMatch(all -> matches(all, row))) {
        page.wanted.add(row);
        if (page.wanted.size() == page.limit) {
          return;
        }
      }
    }
  }

  private static boolean matches(List<LabelMatcher> matchers, HistoryEntry row) {
    return matchers.stream().allMatch(matcher -> matcher.matches(row.labels()));
  }

  private static Place place(HistoryEntry row) {
    return new Place(row.time(), row.id());
  }
}
