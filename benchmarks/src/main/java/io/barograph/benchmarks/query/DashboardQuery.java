package io.barograph.benchmarks.query;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A question that a panel asks, as a range query.
 *
 * @param title for the table
 * @param expression PromQL, in which {@code $host} stands for one host and {@code $hosts} for a
 *     pattern of eight, drawn anew each time
 * @param hours how far it looks back
 * @param stepSeconds between two points
 */
public record DashboardQuery(String title, String expression, int hours, int stepSeconds) {
  private static final int HOSTS_OF_A_PATTERN = 8;

  /** The eight. */
  public static final List<DashboardQuery> ALL =
      List.of(
          new DashboardQuery("one series, 1 h", "cpu_usage_field_0{hostname=\"$host\"}", 1, 15),
          new DashboardQuery(
              "8 hosts, 5 metrics, 1 h",
              "max by (__name__) ({__name__=~\"cpu_usage_field_[0-4]\",hostname=~\"$hosts\"})",
              1,
              60),
          new DashboardQuery(
              "max over all hosts, by hour", "max(max_over_time(cpu_usage_field_0[1h]))", 6, 3600),
          new DashboardQuery(
              "avg by host, 1 metric, by hour",
              "avg by (hostname) (avg_over_time(cpu_usage_field_0[1h]))",
              6,
              3600),
          new DashboardQuery("avg by host, 10 metrics, by hour", averageOfTen(), 6, 3600),
          new DashboardQuery(
              "rate, sum by route, 6 h",
              "sum by (route) (rate(http_server_requests_seconds_count[5m]))",
              6,
              60),
          new DashboardQuery(
              "topk of hosts, 1 h",
              "topk(5, sum by (hostname) (rate(http_server_requests_seconds_count[5m])))",
              1,
              60),
          new DashboardQuery(
              "p95 by route, 1 h",
              "histogram_quantile(0.95,"
                  + " sum by (route, le) (rate(http_server_requests_seconds_bucket[5m])))",
              1,
              60));

  private static String averageOfTen() {
    return IntStream.range(0, 10)
        .mapToObj("avg by (hostname) (avg_over_time(cpu_usage_field_%d[1h]))"::formatted)
        .collect(Collectors.joining(" + "));
  }

  /** The expression with hosts drawn from a fleet. */
  public String expression(SplittableRandom random, int fleetHosts) {
    String pattern =
        IntStream.range(0, HOSTS_OF_A_PATTERN)
            .mapToObj(i -> "host_" + random.nextInt(fleetHosts))
            .collect(Collectors.joining("|"));
    return expression
        .replace("$hosts", pattern)
        .replace("$host", "host_" + random.nextInt(fleetHosts));
  }
}
