package io.barograph.queryapi;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What is scraped: nothing, because agents push. Clients that ask a Prometheus for its targets get
 * empty lists in the shape they expect, whatever state they ask for.
 */
final class TargetHandlers {
  Mono<ServerResponse> targets(ServerRequest request) {
    return Answer.success(
        json ->
            json.writeStartObject()
                .writeArrayPropertyStart("activeTargets")
                .writeEndArray()
                .writeArrayPropertyStart("droppedTargets")
                .writeEndArray()
                .writeObjectPropertyStart("droppedTargetCounts")
                .writeEndObject()
                .writeEndObject());
  }

  Mono<ServerResponse> metadata(ServerRequest request) {
    return Answer.success(json -> json.writeStartArray().writeEndArray());
  }

  Mono<ServerResponse> scrapePools(ServerRequest request) {
    return Answer.success(
        json ->
            json.writeStartObject()
                .writeArrayPropertyStart("scrapePools")
                .writeEndArray()
                .writeEndObject());
  }
}
