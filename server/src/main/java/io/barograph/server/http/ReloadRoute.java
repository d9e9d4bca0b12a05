package io.barograph.server.http;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads files again when asked to, at the address where Prometheus's users expect it. */
public final class ReloadRoute {
  private ReloadRoute() {}

  /**
   * The route.
   *
   * @param reload what is wrong with the files, if anything; may block
   */
  public static RouterFunction<ServerResponse> of(Supplier<Optional<String>> reload) {
    return RouterFunctions.route()
        .POST("/-/reload", _ -> answer(reload))
        .PUT("/-/reload", _ -> answer(reload))
        .build();
  }

  private static Mono<ServerResponse> answer(Supplier<Optional<String>> reload) {
    return Mono.fromSupplier(reload)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            problem ->
                problem
                    .map(
                        text ->
                            ServerResponse.status(HttpStatus.INTERNAL_SERVER_ERROR)
                                .contentType(MediaType.TEXT_PLAIN)
                                .bodyValue("failed to reload config: " + text + "\n"))
                    .orElseGet(() -> ServerResponse.ok().build()));
  }
}
