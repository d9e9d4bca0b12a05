package io.barograph.queryapi.services;

import io.barograph.model.Labels;
import io.barograph.promql.Engine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import reactor.core.publisher.Mono;

/** Requests a second, by fleet, bucket, host, process or route. */
public final class Tps {
  private final RequestReader reader;

  public Tps(Engine engine) {
    this.reader = new RequestReader(engine);
  }

  /**
   * One line of an answer.
   *
   * @param labels who served the requests, or {@code job}, {@code method} and {@code route}
   * @param current requests a second in the two minutes before the end of the window
   * @param points requests a second at each point of the grid, as far as they are known
   */
  public record Line(Labels labels, OptionalDouble current, List<OptionalDouble> points) {}

  /** Lines over a window, those with the most requests now first. */
  public Mono<List<Line>> over(
      TpsGrouping grouping, RequestFilter filter, Window window, Grid grid) {
    return Mono.zip(
            reader.read(question(grouping, filter, window, grid)),
            reader.readCounters(question(grouping, filter, window, atEnd(window.to()))))
        .map(both -> lines(both.getT1(), both.getT2()));
  }

  /** Lines without points, at one time in milliseconds. */
  public Mono<List<Line>> at(TpsGrouping grouping, RequestFilter filter, long time) {
    Grid grid = atEnd(time);
    Window window = new Window(time - grid.window(), time);
    return reader
        .readCounters(question(grouping, filter, window, grid))
        .map(
            now -> {
              List<Line> lines = new ArrayList<>();
              now.rows()
                  .forEach(
                      (labels, row) ->
                          lines.add(
                              new Line(labels, row.getLast().requestsPerSecond(), List.of())));
              return busiestFirst(lines);
            });
  }

  private static Grid atEnd(long time) {
    return new Grid(time, Grid.SHORTEST_WINDOW, 1, Grid.SHORTEST_WINDOW);
  }

  private static Question<Labels> question(
      TpsGrouping grouping, RequestFilter filter, Window window, Grid grid) {
    return new Question<>(
        RequestMetric.RATES,
        filter,
        window,
        grid,
        grouping.labels(),
        labels ->
            grouping == TpsGrouping.ROUTE
                ? RouteKey.of(labels).labels()
                : labels.keeping(grouping.labels()));
  }

  /** What is served now is there although the rules, which record the past, do not know it yet. */
  private static List<Line> lines(TrafficTable<Labels> past, TrafficTable<Labels> now) {
    Set<Labels> all = new TreeSet<>(past.rows().keySet());
    all.addAll(now.rows().keySet());
    List<Line> lines = new ArrayList<>();
    for (Labels labels : all) {
      OptionalDouble current = now.last(labels).requestsPerSecond();
      List<OptionalDouble> points =
          new ArrayList<>(past.row(labels).stream().map(Traffic::requestsPerSecond).toList());
      if (points.getLast().isEmpty()) {
        points.set(points.size() - 1, current);
      }
      lines.add(new Line(labels, current, points));
    }
    return busiestFirst(lines);
  }

  private static List<Line> busiestFirst(List<Line> lines) {
    lines.sort(
        Comparator.comparingDouble((Line line) -> -line.current().orElse(-1))
            .thenComparing(Line::labels));
    return lines;
  }
}
