package io.barograph.queryapi.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where rates of requests come from, as PromQL that gives them by labels. */
enum RequestSource {
  /** The counters of every process. */
  COUNTERS,
  /** What a rule has recorded for each route once a minute. */
  RECORDED_BY_ROUTE,
  /** The same for each process; rates only, by no status. */
  RECORDED_BY_PROCESS;

  /** Recorded after all others of its group: one at each evaluation. */
  static final String MARKER = "barograph:http_server_requests:recorded";

  private static final Set<String> ROUTE_LABELS = Set.of("bucket", "job", "method", "route", "uri");
  private static final Set<String> PROCESS_LABELS = Set.of("bucket", "host", "job", "instance");

  /** The cheapest source that has what is asked for, if the rules have run all the time. */
  static RequestSource recorded(
      Set<RequestMetric> metrics, RequestFilter filter, List<String> labels) {
    if (ROUTE_LABELS.containsAll(labels) && filter.asksOnlyFor(ROUTE_LABELS)) {
      return RECORDED_BY_ROUTE;
    }
    boolean ratesOnly = metrics.equals(RequestMetric.RATES);
    return ratesOnly && PROCESS_LABELS.containsAll(labels) && filter.asksOnlyFor(PROCESS_LABELS)
        ? RECORDED_BY_PROCESS
        : COUNTERS;
  }

  String expression(RequestMetric metric, RequestFilter filter, Grid grid, List<String> by) {
    return switch (this) {
      case COUNTERS -> sum(metric, by, filter.apply("rate", metric.raw(), grid.window()));
      case RECORDED_BY_ROUTE -> average(metric, "route:", filter, grid, by);
      case RECORDED_BY_PROCESS -> average(metric, "process:", filter, grid, by);
    };
  }

  /** Over the evaluations that there were: what was not there at one of them adds nothing. */
  private static String average(
      RequestMetric metric, String prefix, RequestFilter filter, Grid grid, List<String> by) {
    String recorded = prefix + metric.raw() + ":rate2m";
    return "%s / scalar(max(sum_over_time(%s[%dms])))"
        .formatted(
            sum(metric, by, filter.apply("sum_over_time", recorded, grid.window())),
            MARKER,
            grid.window());
  }

  private static String sum(RequestMetric metric, List<String> by, String rates) {
    List<String> labels = new ArrayList<>(by);
    if (!metric.ownLabel().isEmpty()) {
      labels.add(metric.ownLabel());
    }
    return "sum by (%s) (%s)".formatted(String.join(",", labels), rates);
  }
}
