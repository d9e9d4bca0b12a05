package io.barograph.server.http;

import io.barograph.server.store.StoreGate;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * For probes. Live says that the process answers; ready says that the store can be used, or why it
 * cannot. A server that is not ready must not be restarted: it recovers by itself.
 */
public final class HealthRoutes {
  private HealthRoutes() {}

  public static RouterFunction<ServerResponse> of(StoreGate store) {
    return RouterFunctions.route()
        .GET("/health/live", request -> text(HttpStatus.OK, "live\n"))
        .GET("/health/ready", request -> store.trouble().flatMap(HealthRoutes::ready))
        .build();
  }

  private static Mono<ServerResponse> ready(Optional<String> trouble) {
    return trouble
        .map(reason -> text(HttpStatus.SERVICE_UNAVAILABLE, "not ready: " + reason + "\n"))
        .orElseGet(() -> text(HttpStatus.OK, "ready\n"));
  }

  private static Mono<ServerResponse> text(HttpStatus status, String body) {
    return ServerResponse.status(status).contentType(MediaType.TEXT_PLAIN).bodyValue(body);
  }
}
