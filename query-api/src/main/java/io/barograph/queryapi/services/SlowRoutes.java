package io.barograph.queryapi.services;

import io.barograph.promql.Engine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import reactor.core.publisher.Mono;

/** Routes by how slow or how faulty they are, beside what they were in the same time before. */
public final class SlowRoutes {
  private final RequestReader reader;

  public SlowRoutes(Engine engine) {
    this.reader = new RequestReader(engine);
  }

  /** One route in a window, and in the window before, without requests where there were none. */
  public record Ranked(RouteKey key, Traffic traffic, Traffic before) {}

  /** All routes with requests in the window, the worst first. */
  public Mono<List<Ranked>> rank(RouteOrder order, RequestFilter filter, Window window) {
    Window before = window.before();
    Mono<RecordedTime> recorded = reader.recordedTime(new Window(before.from(), window.to()));
    return Mono.zip(read(filter, window, recorded), read(filter, before, recorded))
        .map(
            both -> {
              List<Ranked> routes = new ArrayList<>();
              both.getT1()
                  .rows()
                  .forEach(
                      (key, row) ->
                          routes.add(new Ranked(key, row.getLast(), both.getT2().last(key))));
              routes.removeIf(route -> route.traffic().requestsPerSecond().orElse(0) <= 0);
              return worstFirst(order, routes);
            });
  }

  private record Judged(Ranked route, double badness, double rate) {
    private static Judged by(RouteOrder order, Ranked route) {
      return new Judged(
          route, order.badness(route.traffic()), route.traffic().requestsPerSecond().orElse(0));
    }
  }

  private static List<Ranked> worstFirst(RouteOrder order, List<Ranked> routes) {
    return routes.stream()
        .map(route -> Judged.by(order, route))
        .sorted(
            Comparator.comparingDouble((Judged judged) -> -judged.badness)
                .thenComparingDouble(judged -> -judged.rate)
                .thenComparing(judged -> judged.route.key()))
        .map(Judged::route)
        .toList();
  }

  private Mono<TrafficTable<RouteKey>> read(
      RequestFilter filter, Window window, Mono<RecordedTime> recorded) {
    return reader.read(Question.ofRoutes(filter, window, Grid.whole(window)), recorded);
  }
}
