package io.barograph.benchmarks.rules;

import io.barograph.benchmarks.rules.RuleServer.GroupEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives the same rules to one server after the other, and prints what that costs each: {@code
 * RuleCost <seconds> <interval, s> <rules> <name=url=pid,pid=where it looks for rules>...}.
 *
 * <p>A window of so many seconds in which nobody has rules comes first. Then each server in turn
 * reads them, has a minute to warm up and a window with them, and gives them back.
 */
public final class RuleCost {
  private static final int WARM_UP_SECONDS = 60;
  private static final long POLL_MILLIS = 1_000;

  private final List<RuleServer> servers;
  private final int seconds;

  private RuleCost(List<RuleServer> servers, int seconds) {
    this.servers = servers;
    this.seconds = seconds;
  }

  /** Runs it once; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    List<RuleServer> servers = Arrays.stream(args, 3, args.length).map(RuleServer::parse).toList();
    RuleCost cost = new RuleCost(servers, Integer.parseInt(args[0]));
    List<Window> without = cost.watch(cost.seconds);
    List<Window> with = new ArrayList<>();
    for (RuleServer server : servers) {
      server.take(Path.of(args[2]));
      var _ = cost.watch(WARM_UP_SECONDS);
      with.add(cost.watch(cost.seconds).get(with.size()));
      server.giveBack();
    }
    System.out.println(
        "| | evaluations of a rule | share of a core without rules | with | of the rules | all"
            + " groups, s | slowest group p99, s | lateness p99, s |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    double interval = Double.parseDouble(args[1]);
    for (int i = 0; i < servers.size(); i++) {
      double idle = without.get(i).cpuSeconds / cost.seconds;
      double busy = with.get(i).cpuSeconds / cost.seconds;
      Evaluations evaluations = new Evaluations(with.get(i).evaluations, interval);
      System.out.printf(
          "| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
          servers.get(i).name(),
          evaluations.ofRules(),
          idle,
          busy,
          busy - idle,
          evaluations.secondsOfAllGroups(),
          evaluations.duration(0.99),
          evaluations.lateness(0.99));
    }
  }

  private List<Window> watch(int length) throws IOException, InterruptedException {
    List<Window> windows = servers.stream().map(_ -> new Window()).toList();
    for (int i = 0; i < servers.size(); i++) {
      windows.get(i).cpuSeconds = -servers.get(i).cpuSeconds();
    }
    long end = System.nanoTime() + length * 1_000_000_000L;
    while (System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
      for (int i = 0; i < servers.size(); i++) {
        windows.get(i).evaluations.addAll(servers.get(i).evaluations());
      }
    }
    for (int i = 0; i < servers.size(); i++) {
      windows.get(i).cpuSeconds += servers.get(i).cpuSeconds();
    }
    return windows;
  }

  /** What one server did in a window. */
  private static final class Window {
    private final Set<GroupEvaluation> evaluations = new HashSet<>();
    private double cpuSeconds;
  }
}
