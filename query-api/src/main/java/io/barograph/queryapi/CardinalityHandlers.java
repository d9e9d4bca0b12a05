package io.barograph.queryapi;

import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.TimeRange;
import java.util.List;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/**
 * Which metrics, labels and pairs have the most series. Every series is looked at, so a call waits
 * for its turn like a query.
 */
final class CardinalityHandlers {
  private static final int DEFAULT_LIMIT = 10;
  private static final int LARGEST_LIMIT = 10_000;

  private final SeriesQuerier querier;
  private final QueryAdmission admission;

  CardinalityHandlers(SeriesQuerier querier, QueryAdmission admission) {
    this.querier = querier;
    this.admission = admission;
  }

  Mono<ServerResponse> status(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              int limit = limit(parameters.text("limit"));
              return admission
                  .admit(
                      querier
                          .labels(TimeRange.ALL, List.of())
                          .collect(Cardinality::new, Cardinality::add))
                  .flatMap(found -> Answer.success(json -> write(json, found, limit)));
            });
  }

  private static int limit(String text) {
    if (text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    int limit;
    try {
      limit = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      limit = 0;
    }
    if (limit < 1) {
      throw ApiException.badData("limit must be a positive number");
    }
    if (limit > LARGEST_LIMIT) {
      throw ApiException.badData("limit must not exceed " + LARGEST_LIMIT);
    }
    return limit;
  }

  /** Chunks and the times of the head are left out: Barograph has no head, and a guess misleads. */
  private static void write(JsonGenerator json, Cardinality found, int limit) {
    json.writeStartObject()
        .writeObjectPropertyStart("headStats")
        .writeNumberProperty("numSeries", found.series())
        .writeNumberProperty("numLabelPairs", found.labelPairs())
        .writeEndObject();
    entries(json, "seriesCountByMetricName", found.seriesByMetric(limit));
    entries(json, "labelValueCountByLabelName", found.valuesByLabel(limit));
    entries(json, "memoryInBytesByLabelName", found.bytesByLabel(limit));
    entries(json, "seriesCountByLabelValuePair", found.seriesByPair(limit));
    json.writeEndObject();
  }

  private static void entries(JsonGenerator json, String name, List<Cardinality.Entry> entries) {
    json.writeArrayPropertyStart(name);
    for (Cardinality.Entry entry : entries) {
      json.writeStartObject()
          .writeStringProperty("name", entry.name())
          .writeNumberProperty("value", entry.value())
          .writeEndObject();
    }
    json.writeEndArray();
  }
}
