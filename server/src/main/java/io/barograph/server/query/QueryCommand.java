package io.barograph.server.query;

import io.barograph.promql.value.FloatFormat;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryResult;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.StringValue;
import io.barograph.server.client.ApiClient;
import io.barograph.server.client.ApiFailure;
import io.barograph.server.client.ClientToken;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a server and prints the answer as a table, or over a range as a chart. */
public final class QueryCommand {
  private static final String USAGE =
      """
      usage: barograph query EXPRESSION [OPTION]...

      Evaluates PromQL on a server and prints a table, or over a range a chart.

        --range DURATION   the time up to now, for example 1h
        --step DURATION    the time between points; as many as fit the terminal by default
        --json             the answer as the server gave it
        --url URL          the server, http://127.0.0.1:9480 by default; or BAROGRAPH_QUERY_URL
        --token-file FILE  the server's token; or BAROGRAPH_TOKEN in the environment
      """;

  private final Map<String, String> environment;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;

  QueryCommand(Map<String, String> environment, Clock clock, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /** Exits with 0, with 1 if the server has no answer, with 2 if the command line is wrong. */
  public static void main(String[] arguments) {
    System.exit(
        new QueryCommand(
                System.getenv(), Clock.system(ZoneId.systemDefault()), System.out, System.err)
            .run(List.of(arguments)));
  }

  int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(USAGE);
      return 0;
    }
    QueryOptions options;
    try {
      options = QueryOptions.parse(arguments, environment.getOrDefault("BAROGRAPH_QUERY_URL", ""));
    } catch (IllegalArgumentException e) {
      err.println("barograph query: " + e.getMessage() + "; see barograph query --help");
      return 2;
    }
    try (ApiClient client =
        new ApiClient(options.server(), ClientToken.find(options.tokenFile(), environment))) {
      ask(client, options);
      return 0;
    } catch (ApiFailure failure) {
      FailureText.lines(options.query(), failure.message()).forEach(err::println);
      return 1;
    }
  }

  private void ask(ApiClient client, QueryOptions options) {
    long now = clock.millis();
    long step = options.step() > 0 ? options.step() : Chart.step(options.range());
    long start = now - options.range();
    if (options.json()) {
      out.println(
          options.range() == 0
              ? client.instantText(options.query(), now)
              : client.rangeText(options.query(), start, now, step));
      return;
    }
    QueryResult result =
        options.range() == 0
            ? client.instant(options.query(), now)
            : client.range(options.query(), start, now, step);
    result.notices().warnings().forEach(err::println);
    result.notices().infos().forEach(err::println);
    print(result, options.range() == 0 ? null : new Chart(start, now, step), clock.getZone());
  }

  private void print(QueryResult result, @Nullable Chart chart, ZoneId zone) {
    switch (result.value()) {
      case Scalar scalar -> out.println(FloatFormat.sample(scalar.value()));
      case StringValue string -> out.println(string.value());
      case InstantVector vector -> ResultTable.lines(vector).forEach(out::println);
      case Matrix matrix ->
          (chart == null ? ResultTable.lines(matrix, zone) : chart.lines(matrix, zone))
              .forEach(out::println);
    }
  }
}
