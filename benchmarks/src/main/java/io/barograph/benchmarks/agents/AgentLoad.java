package io.barograph.benchmarks.agents;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Many agents that send to a running server, and somebody who looks at the views of services once a
 * second meanwhile: {@code AgentLoad <url> <rsocket port> <server pid> <postmaster.pid> <agents>
 * <seconds>}. Ends with status 1 if anything was refused or a connection ended.
 */
public final class AgentLoad {
  private static final long TICK_MILLIS = 10_000;
  private static final long PAUSE_MILLIS = 1_000;
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final int FIRST_MINUTE = 60;
  private static final int LOOKS_AT_MEMORY_EVERY = 10;

  private final Clock clock = Clock.systemUTC();
  private final AgentCounts counts = new AgentCounts();
  private final URI server;
  private final List<AskedView> views =
      List.of(
          new AskedView("hosts", "/api/v1/hosts", Duration.ZERO),
          new AskedView("processes", "/api/v1/processes", Duration.ZERO),
          new AskedView("slow routes of an hour", "/api/v1/routes/slow", Duration.ZERO),
          new AskedView("slow routes of ten minutes", "/api/v1/routes/slow", TEN_MINUTES),
          new AskedView("TPS by route, an hour", "/api/v1/tps?by=route", Duration.ZERO),
          new AskedView("TPS by route, ten minutes", "/api/v1/tps?by=route", TEN_MINUTES));

  private AgentLoad(URI server) {
    this.server = server;
  }

  /** Runs once; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    AgentLoad load = new AgentLoad(URI.create(args[0]));
    long postgres = Long.parseLong(Files.readAllLines(Path.of(args[3])).getFirst().strip());
    List<ProgramCost> programs =
        List.of(
            new ProgramCost("Barograph", Long.parseLong(args[2])),
            new ProgramCost("PostgreSQL", postgres));
    int agents = Integer.parseInt(args[4]);
    int seconds = Integer.parseInt(args[5]);
    Disposable fleet = load.start(agents, Integer.parseInt(args[1]));
    double took = load.look(seconds, programs);
    load.print(agents, took, programs);
    fleet.dispose();
    // The threads of the network end with the process.
    System.exit(load.counts.anyLost() ? 1 : 0);
  }

  /** Agents begin one after the other within a tick, and so their ticks are spread. */
  private Disposable start(int agents, int port) {
    long start = clock.millis();
    return Flux.range(0, agents)
        .flatMap(
            number ->
                new SimulatedAgent(new SimulatedProcess(number, start), clock::millis, counts)
                    .run(port, Duration.ofMillis(TICK_MILLIS * number / agents))
                    .onErrorResume(
                        error -> {
                          counts.connectionEnded(error);
                          return Mono.empty();
                        }),
            agents)
        .subscribe();
  }

  private double look(int seconds, List<ProgramCost> programs)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int second = 0; second < seconds; second = secondsSince(start)) {
      if (second >= FIRST_MINUTE) {
        counts.firstMinuteIsOver();
      }
      for (AskedView view : views) {
        view.ask(server, clock.millis(), second < FIRST_MINUTE);
      }
      if (second % LOOKS_AT_MEMORY_EVERY == 0) {
        for (ProgramCost program : programs) {
          program.look();
        }
      }
      long next = (second + 1) * PAUSE_MILLIS;
      Thread.sleep(Math.max(0, next - (System.nanoTime() - start) / 1_000_000));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static int secondsSince(long start) {
    return (int) ((System.nanoTime() - start) / 1_000_000_000L);
  }

  private void print(int agents, double seconds, List<ProgramCost> programs) throws IOException {
    System.out.printf(
        "%d agents, %d series, %.0f samples/s over %.0f s%n",
        agents, agents * SimulatedProcess.SERIES, counts.samplesAccepted() / seconds, seconds);
    counts.print();
    System.out.println("\n| | share of a core | peak resident MiB |");
    System.out.println("| --- | ---: | ---: |");
    for (ProgramCost program : programs) {
      program.print(seconds);
    }
    System.out.println(
        "\n"
            + "| asked once a second | p95 ms, first minute | asked later | p50 ms | p95 ms |"
            + " slowest ms |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    views.forEach(AskedView::print);
  }
}
