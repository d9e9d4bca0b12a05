package io.barograph.queryapi.services;

import io.barograph.model.Labels;
import io.barograph.promql.Engine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** One route: how it went over a window, and which of its processes are slow since when. */
public final class RouteDetail {
  /** Processes of which it is found out since when they are slow. */
  private static final int MOST_EXPLAINED = 20;

  private final RequestReader reader;

  public RouteDetail(Engine engine) {
    this.reader = new RequestReader(engine);
  }

  /**
   * What is known of a route.
   *
   * @param points one for each of the grid
   * @param slowAbove seconds that a p95 must lie above beyond its error to count as slow
   * @param processes the slowest first
   */
  public record Findings(
      Grid grid,
      Traffic traffic,
      Traffic before,
      List<Traffic> points,
      OptionalDouble slowAbove,
      Slowness slowness,
      List<ServingProcess> processes) {}

  /** One process that serves the route. */
  public record ServingProcess(Labels labels, Traffic traffic, Slowness slowness) {}

  /** Findings with no traffic if the route had no requests in the window. */
  public Mono<Findings> find(RouteKey key, RequestFilter filter, Window window, Grid grid) {
    RequestFilter ofRoute = filter.of(key);
    Grid whole = Grid.whole(window);
    Window before = window.before();
    long from = Math.min(before.from(), grid.all().from());
    Mono<RecordedTime> recorded = reader.recordedTime(new Window(from, window.to()));
    return Mono.zip(
            reader.read(Question.ofRoutes(ofRoute, window, whole), recorded),
            reader.read(Question.ofRoutes(ofRoute, before, Grid.whole(before)), recorded),
            reader.read(Question.ofRoutes(ofRoute, window, grid), recorded),
            reader.read(Question.ofProcesses(ofRoute, window, whole)))
        .flatMap(
            parts -> {
              Traffic traffic = parts.getT1().last(key);
              Traffic earlier = parts.getT2().last(key);
              List<Traffic> points = parts.getT3().rows().getOrDefault(key, List.of());
              TrafficTable<Labels> processes = parts.getT4();
              OptionalDouble limit = SlowLimit.of(earlier, processes);
              return slowProcesses(ofRoute, window, grid, processes, limit)
                  .map(
                      known ->
                          new Findings(
                              grid,
                              traffic,
                              earlier,
                              points,
                              limit,
                              Slowness.of(traffic, points, grid, limit),
                              processes(processes, known, limit)));
            });
  }

  /** The points of those processes that are slow. */
  private Mono<TrafficTable<Labels>> slowProcesses(
      RequestFilter ofRoute,
      Window window,
      Grid grid,
      TrafficTable<Labels> processes,
      OptionalDouble limit) {
    List<String> slow =
        processes.rows().entrySet().stream()
            .filter(each -> SlowLimit.isExceeded(limit, each.getValue().getLast()))
            .sorted(Comparator.comparingDouble(each -> -badness(each.getValue().getLast())))
            .limit(MOST_EXPLAINED)
            .map(each -> each.getKey().valueOrEmpty("instance"))
            .distinct()
            .toList();
    return slow.isEmpty()
        ? Mono.just(new TrafficTable<>(grid, labels -> labels))
        : reader.read(Question.ofProcesses(ofRoute.with("instance", slow), window, grid));
  }

  private static List<ServingProcess> processes(
      TrafficTable<Labels> processes, TrafficTable<Labels> known, OptionalDouble limit) {
    List<ServingProcess> all = new ArrayList<>();
    for (Map.Entry<Labels, List<Traffic>> each : processes.rows().entrySet()) {
      Traffic traffic = each.getValue().getLast();
      List<Traffic> points = known.rows().getOrDefault(each.getKey(), List.of());
      all.add(
          new ServingProcess(
              each.getKey(), traffic, Slowness.of(traffic, points, known.grid(), limit)));
    }
    all.sort(
        Comparator.comparingDouble((ServingProcess process) -> -badness(process.traffic))
            .thenComparing(ServingProcess::labels));
    return all;
  }

  private static double badness(Traffic traffic) {
    return RouteOrder.P95.badness(traffic);
  }

  /**
   * Whether a p95 lies above the limit.
   *
   * @param since the first of the points, without a break, at which it did; the window may begin
   *     later than the trouble
   */
  public record Slowness(boolean isSlow, OptionalLong since) {
    static Slowness of(Traffic traffic, List<Traffic> points, Grid grid, OptionalDouble limit) {
      if (!SlowLimit.isExceeded(limit, traffic)) {
        return new Slowness(false, OptionalLong.empty());
      }
      OptionalLong since = OptionalLong.empty();
      for (int i = points.size() - 1; i >= 0; i--) {
        if (points.get(i).quantile(0.95).isEmpty()) {
          continue;
        }
        if (!SlowLimit.isExceeded(limit, points.get(i))) {
          break;
        }
        since = OptionalLong.of(grid.time(i));
      }
      return new Slowness(true, since);
    }
  }
}
