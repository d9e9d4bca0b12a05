package io.barograph.queryapi.services;

import io.barograph.model.Labels;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What is asked of the requests.
 *
 * @param window all of the time that the points of the grid are about
 * @param by labels to sum by
 * @param key what a row of the answer is of, from those labels
 */
record Question<K extends Comparable<K>>(
    Set<RequestMetric> metrics,
    RequestFilter filter,
    Window window,
    Grid grid,
    List<String> by,
    Function<Labels, K> key) {
  /** Everything about routes. */
  static Question<RouteKey> ofRoutes(RequestFilter filter, Window window, Grid grid) {
    return new Question<>(RequestMetric.ALL, filter, window, grid, RouteKey.LABELS, RouteKey::of);
  }

  /** Everything about processes. */
  static Question<Labels> ofProcesses(RequestFilter filter, Window window, Grid grid) {
    List<String> labels = TpsGrouping.PROCESS.labels();
    return new Question<>(
        RequestMetric.ALL, filter, window, grid, labels, all -> all.keeping(labels));
  }
}
