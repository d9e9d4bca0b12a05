package io.barograph.queryapi;

import io.barograph.promql.EngineSettings;
import io.barograph.promql.value.DurationFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What clients ask about the server itself before they ask for data. */
final class StatusHandlers {
  /**
   * The Prometheus whose API this is. Clients switch features on by it: Grafana, for one, asks for
   * label values with {@code match[]} only from 2.24 on.
   */
  private static final String SPOKEN_VERSION = "3.5.0";

  private final QueryApiSettings settings;
  private final EngineSettings engine;
  private final Clock clock;
  private final Instant started;

  StatusHandlers(QueryApiSettings settings, EngineSettings engine, Clock clock) {
    this.settings = settings;
    this.engine = engine;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Without {@code features}: Grafana takes a server that has it for Mimir. */
  Mono<ServerResponse> buildInfo(ServerRequest request) {
    return Answer.success(
        json ->
            json.writeStartObject()
                .writeStringProperty("version", SPOKEN_VERSION)
                .writeStringProperty("revision", "barograph-" + settings.version())
                .writeStringProperty("branch", "")
                .writeStringProperty("buildUser", "")
                .writeStringProperty("buildDate", "")
                .writeStringProperty("goVersion", "")
                .writeEndObject());
  }

  Mono<ServerResponse> runtimeInfo(ServerRequest request) {
    return Answer.success(
        json ->
            json.writeStartObject()
                .writeStringProperty("startTime", started.toString())
                .writeStringProperty("javaVersion", Runtime.version().toString())
                .writeNumberProperty("processors", Runtime.getRuntime().availableProcessors())
                .writeNumberProperty("maxHeapBytes", Runtime.getRuntime().maxMemory())
                .writeStringProperty("serverTime", clock.instant().toString())
                .writeStringProperty("storageRetention", text(settings.retention()))
                .writeEndObject());
  }

  /** What was set, under the names that Prometheus has for it. */
  Mono<ServerResponse> flags(ServerRequest request) {
    return Answer.success(
        json ->
            json.writeStartObject()
                .writeStringProperty("query.lookback-delta", text(engine.lookbackDelta()))
                .writeStringProperty(
                    "query.max-concurrency", Integer.toString(settings.maxConcurrentQueries()))
                .writeStringProperty("query.max-samples", Long.toString(engine.maxSamples()))
                .writeStringProperty("query.timeout", text(engine.timeout()))
                .writeStringProperty("storage.tsdb.retention.time", text(settings.retention()))
                .writeEndObject());
  }

  private static String text(Duration duration) {
    return DurationFormat.print(duration.toMillis());
  }

  /** Exemplars are not stored; clients learn that there are none, not that the request is wrong. */
  Mono<ServerResponse> noExemplars(ServerRequest request) {
    return Answer.success(json -> json.writeStartArray().writeEndArray());
  }
}
