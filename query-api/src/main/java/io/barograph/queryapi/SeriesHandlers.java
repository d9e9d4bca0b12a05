package io.barograph.queryapi;

import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.promql.parse.Parser;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.TimeRange;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** What series there are: labels, label values, series and metadata. */
final class SeriesHandlers {
  private final SeriesQuerier querier;
  private final Parser parser;

  SeriesHandlers(SeriesQuerier querier, Parser parser) {
    this.querier = querier;
    this.parser = parser;
  }

  Mono<ServerResponse> labelNames(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              TimeRange range = range(parameters);
              OptionalInt limit = parameters.limit("limit");
              return SeriesSelectors.optional(parameters, parser)
                  .collect(matchers -> querier.labelNames(range, matchers))
                  .flatMap(names -> strings(names, limit));
            });
  }

  Mono<ServerResponse> labelValues(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              String name = EscapedName.unescape(request.pathVariable("name"));
              if (name.isEmpty()) {
                throw ApiException.badData("invalid label name: \"\"");
              }
              TimeRange range = range(parameters);
              OptionalInt limit = parameters.limit("limit");
              return SeriesSelectors.optional(parameters, parser)
                  .collect(matchers -> querier.labelValues(name, range, matchers))
                  .flatMap(values -> strings(values, limit));
            });
  }

  Mono<ServerResponse> series(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              TimeRange range = range(parameters);
              OptionalInt limit = parameters.limit("limit");
              return SeriesSelectors.required(parameters, parser)
                  .collect(matchers -> querier.labels(range, matchers))
                  .flatMap(found -> limited(found, limit, SeriesHandlers::labels));
            });
  }

  /** By metric name; several descriptions of one metric cannot be, so each list has one entry. */
  Mono<ServerResponse> metadata(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              String metric = parameters.text("metric");
              OptionalInt limit = parameters.limit("limit");
              return querier
                  .metadata()
                  .filter(entry -> metric.isEmpty() || entry.metric().equals(metric))
                  .collectMap(MetricMetadata::metric, entry -> entry, TreeMap::new)
                  .flatMap(found -> Answer.success(json -> writeMetadata(json, found, limit)));
            });
  }

  private static void writeMetadata(
      JsonGenerator json, Map<String, MetricMetadata> found, OptionalInt limit) {
    json.writeStartObject();
    found.values().stream()
        .limit(limit.orElse(Integer.MAX_VALUE))
        .forEach(
            entry ->
                json.writeArrayPropertyStart(entry.metric())
                    .writeStartObject()
                    .writeStringProperty("type", entry.type().text())
                    .writeStringProperty("help", entry.help())
                    .writeStringProperty("unit", entry.unit())
                    .writeEndObject()
                    .writeEndArray());
    json.writeEndObject();
  }

  private static TimeRange range(Parameters parameters) {
    TimeRange range =
        new TimeRange(
            parameters.time("start", Long.MIN_VALUE), parameters.time("end", Long.MAX_VALUE));
    if (range.isEmpty()) {
      throw ApiException.badParameter("end", "end timestamp must not be before start time");
    }
    return range;
  }

  private static Mono<ServerResponse> strings(List<String> found, OptionalInt limit) {
    return limited(found, limit, text -> json -> json.writeString(text));
  }

  private static JsonPart labels(Labels labels) {
    return json -> LabelsJson.write(json, labels);
  }

  private static <T> Mono<ServerResponse> limited(
      List<T> found, OptionalInt limit, Function<T, JsonPart> item) {
    boolean truncated = limit.isPresent() && found.size() > limit.getAsInt();
    List<T> kept = truncated ? found.subList(0, limit.getAsInt()) : found;
    return Answer.array(kept, truncated, item);
  }
}
