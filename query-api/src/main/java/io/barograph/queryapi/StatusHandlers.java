package io.barograph.queryapi;

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

  private final String barographVersion;
  private final Instant started;

  StatusHandlers(String barographVersion, Instant started) {
    this.barographVersion = barographVersion;
    this.started = started;
  }

  /** Without {@code features}: Grafana takes a server that has it for Mimir. */
  Mono<ServerResponse> buildInfo(ServerRequest request) {
    return Answer.success(
        json ->
            json.writeStartObject()
                .writeStringProperty("version", SPOKEN_VERSION)
                .writeStringProperty("revision", "barograph-" + barographVersion)
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
                .writeEndObject());
  }

  /** Exemplars are not stored; clients learn that there are none, not that the request is wrong. */
  Mono<ServerResponse> noExemplars(ServerRequest request) {
    return Answer.success(json -> json.writeStartArray().writeEndArray());
  }
}
