package io.barograph.benchmarks.query;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Asks several servers the same questions in turn and prints the median time of each: {@code
 * QueryComparison <hosts> <end of the data, s> <rounds> <name=url>...}. The first server is the one
 * that others are measured against: a ratio of 2 means that it takes half their time.
 *
 * <p>Servers take turns within each round, so that what else the machine does hits all alike.
 * Before that each server alone is asked each query for some seconds, which are not counted,
 * because a JVM that has just started compiles, and most of what it compiles serves all queries.
 */
public final class QueryComparison {
  private static final Duration WARM_UP = Duration.ofSeconds(8);

  private final List<QueryServer> servers;
  private final int hosts;
  private final long endSeconds;
  private final int rounds;
  private final Duration warmUp;

  /**
   * Prepares it.
   *
   * @param hosts of the fleet
   * @param endSeconds the last second that is asked for
   * @param warmUp of each server with each query
   */
  public QueryComparison(
      List<QueryServer> servers, int hosts, long endSeconds, int rounds, Duration warmUp) {
    this.servers = servers;
    this.hosts = hosts;
    this.endSeconds = endSeconds;
    this.rounds = rounds;
    this.warmUp = warmUp;
  }

  /** Runs it once; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    List<QueryServer> servers =
        Arrays.stream(args, 3, args.length)
            .map(argument -> argument.split("=", 2))
            .map(pair -> new QueryServer(pair[0], URI.create(pair[1])))
            .toList();
    new QueryComparison(
            servers,
            Integer.parseInt(args[0]),
            Long.parseLong(args[1]),
            Integer.parseInt(args[2]),
            WARM_UP)
        .run();
  }

  private void run() throws IOException, InterruptedException {
    StringBuilder header = new StringBuilder("| p50 ms of " + rounds + " |");
    StringBuilder rule = new StringBuilder("| --- |");
    for (QueryServer server : servers) {
      header.append(' ').append(server.name()).append(" |");
      rule.append(" ---: |");
    }
    for (QueryServer server : servers.subList(1, servers.size())) {
      header.append(" ratio to ").append(server.name()).append(" |");
      rule.append(" ---: |");
    }
    System.out.println(header);
    System.out.println(rule);
    warmUp();
    for (DashboardQuery query : DashboardQuery.ALL) {
      System.out.println(row(query, medians(query)));
    }
  }

  private static String row(DashboardQuery query, double[] medians) {
    StringBuilder row = new StringBuilder("| " + query.title() + " |");
    for (double median : medians) {
      row.append(String.format(Locale.ROOT, " %.2f |", median));
    }
    for (int i = 1; i < medians.length; i++) {
      row.append(String.format(Locale.ROOT, " %.2f |", medians[i] / medians[0]));
    }
    return row.toString();
  }

  private double[] medians(DashboardQuery query) throws IOException, InterruptedException {
    return Arrays.stream(millis(query)).mapToDouble(times -> times[times.length / 2]).toArray();
  }

  /** What is not counted, of every query and server. */
  public void warmUp() throws IOException, InterruptedException {
    for (DashboardQuery query : DashboardQuery.ALL) {
      for (QueryServer server : servers) {
        SplittableRandom random = new SplittableRandom(9480);
        long warm = System.nanoTime() + warmUp.toNanos();
        while (System.nanoTime() < warm) {
          ask(server, query, query.expression(random, hosts));
        }
      }
    }
  }

  /** Milliseconds of each round in ascending order, by server. */
  public double[][] millis(DashboardQuery query) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(9480);
    double[][] millis = new double[servers.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      double[] took = ask(query, query.expression(random, hosts), round);
      for (int i = 0; i < took.length; i++) {
        millis[i][round] = took[i];
      }
    }
    for (double[] each : millis) {
      Arrays.sort(each);
    }
    return millis;
  }

  /** Asks all servers once; milliseconds, by server. */
  private double[] ask(DashboardQuery query, String expression, int round)
      throws IOException, InterruptedException {
    double[] millis = new double[servers.size()];
    Set<Integer> sizes = new TreeSet<>();
    for (int i = 0; i < millis.length; i++) {
      // Whoever follows a server whose answer took all memory bandwidth is not always the same.
      int turn = Math.floorMod(i + round, millis.length);
      long start = System.nanoTime();
      String answer = ask(servers.get(turn), query, expression);
      millis[turn] = (System.nanoTime() - start) / 1e6;
      sizes.add(seriesIn(answer));
    }
    if (sizes.size() > 1 || sizes.contains(0)) {
      throw new IOException("servers disagree on %s: %s series".formatted(expression, sizes));
    }
    return millis;
  }

  private String ask(QueryServer server, DashboardQuery query, String expression)
      throws IOException, InterruptedException {
    return server.ask(
        expression, endSeconds - query.hours() * 3600L, endSeconds, query.stepSeconds());
  }

  private static int seriesIn(String answer) {
    int count = 0;
    for (int at = answer.indexOf("\"metric\"");
        at >= 0;
        at = answer.indexOf("\"metric\"", at + 1)) {
      count++;
    }
    return count;
  }
}
