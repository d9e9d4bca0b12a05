package io.barograph.benchmarks.comparison;

import io.barograph.benchmarks.query.DashboardQuery;
import io.barograph.benchmarks.query.QueryComparison;
import io.barograph.benchmarks.query.QueryServer;
import io.barograph.benchmarks.query.RangeAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Asks all systems the same dashboard queries in turn: first whether their answers are equal, then
 * how long they take.
 */
final class QueryMeasurement {
  /** Hosts are drawn anew each time. */
  private static final int COMPARED_DRAWS = 3;

  private static final long SECONDS_OF_HOUR = 3600;

  private final Arguments arguments;
  private final List<QueryServer> servers = new ArrayList<>();
  private final List<MeasurementLog> logs = new ArrayList<>();

  private QueryMeasurement(Arguments arguments) {
    this.arguments = arguments;
  }

  /** Runs it once; the arguments are those that {@code benchmarks/bench} gives. */
  public static void main(String[] words) throws Exception {
    new QueryMeasurement(Arguments.parse(words)).run();
  }

  private void run() throws IOException, InterruptedException {
    for (String name : List.of("Barograph", "VictoriaMetrics", "Prometheus")) {
      if (arguments.has(name)) {
        servers.add(new QueryServer(name, arguments.uri(name)));
        logs.add(
            new MeasurementLog(Path.of(arguments.text("results")), arguments.text("part"), name));
        StorageSystem.of(
                name,
                arguments.uri(name),
                SystemProcesses.parse(arguments.text(name + ".processes")),
                arguments.text(name + ".store"))
            .awaitRest(arguments.number("samples"));
      }
    }
    QueryComparison comparison =
        new QueryComparison(
            servers,
            arguments.integer("hosts"),
            arguments.number("end"),
            arguments.integer("rounds"),
            arguments.seconds("warm_up_seconds"));
    for (DashboardQuery query : DashboardQuery.ALL) {
      compareAnswers(query);
    }
    comparison.warmUp();
    for (DashboardQuery query : DashboardQuery.ALL) {
      double[][] millis = comparison.millis(query);
      for (int i = 0; i < millis.length; i++) {
        logs.get(i).add(query.title(), Quantity.P50_MILLIS, quantile(millis[i], 0.5));
        logs.get(i).add(query.title(), Quantity.P95_MILLIS, quantile(millis[i], 0.95));
      }
    }
  }

  private static double quantile(double[] ascending, double share) {
    return ascending[(int) Math.ceil(share * ascending.length) - 1];
  }

  /** Of the others with the first. */
  private void compareAnswers(DashboardQuery query) throws IOException, InterruptedException {
    int[] points = new int[servers.size()];
    int[] differences = new int[servers.size()];
    SplittableRandom random = new SplittableRandom(9480);
    for (int draw = 0; draw < COMPARED_DRAWS; draw++) {
      String expression = query.expression(random, arguments.integer("hosts"));
      RangeAnswer first = answer(servers.getFirst(), query, expression);
      for (int i = 0; i < servers.size(); i++) {
        RangeAnswer answer = i == 0 ? first : answer(servers.get(i), query, expression);
        points[i] += answer.points().size();
        differences[i] += first.differences(answer);
      }
    }
    for (int i = 0; i < servers.size(); i++) {
      logs.get(i).add(query.title(), Quantity.POINTS, points[i]);
      logs.get(i).add(query.title(), Quantity.DIFFERENT_POINTS, differences[i]);
    }
  }

  private RangeAnswer answer(QueryServer server, DashboardQuery query, String expression)
      throws IOException, InterruptedException {
    long end = arguments.number("end");
    // Before the first sample a window of an hour is not full, and systems differ in what they make
    // of half a window.
    long whole = end - arguments.number("hours") * SECONDS_OF_HOUR + SECONDS_OF_HOUR;
    return RangeAnswer.parse(
        server.ask(expression, end - query.hours() * SECONDS_OF_HOUR, end, query.stepSeconds()),
        whole,
        !query.expression().startsWith("topk"));
  }
}
