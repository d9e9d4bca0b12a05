package io.barograph.benchmarks.ingest;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Sends a {@link Fleet} to a running server and prints what it cost: {@code IngestLoad <door> <url>
 * <server pid> <postmaster.pid> <hosts> <batch> <connections> <ticks>}, where the door is {@code
 * remote_write} or {@code rsocket}.
 *
 * <p>A tick is 10 seconds of samples. Ticks go out one behind the other as fast as the server
 * acknowledges them, so their number decides how long the run takes. The first is cold: every
 * series is new, unless the server knows them from an earlier run.
 */
public final class IngestLoad {
  private static final long TICK_MILLIS = 10_000;

  /** The warm part is measured in as many phases, so that the effect of the JIT can be seen. */
  private static final int WARM_PHASES = 3;

  private final Fleet fleet;
  private final Door door;
  private final long serverPid;
  private final long postgresPid;

  /** A way in. */
  interface Door extends AutoCloseable {
    /**
     * Prepares ticks outside the measured time.
     *
     * @return what sends them, ends when all are acknowledged, and answers the nanoseconds that
     *     each batch took
     */
    Callable<long[]> prepare(long firstTimestamp, long interval, int ticks);

    @Override
    void close();
  }

  private IngestLoad(Fleet fleet, Door door, long serverPid, long postgresPid) {
    this.fleet = fleet;
    this.door = door;
    this.serverPid = serverPid;
    this.postgresPid = postgresPid;
  }

  /** Runs the load once; see the class for the arguments. */
  public static void main(String[] args) throws Exception {
    if (args.length != 8) {
      System.err.println(
          "usage: IngestLoad remote_write|rsocket <url> <server pid> <postmaster.pid> <hosts>"
              + " <batch> <connections> <ticks>");
      System.exit(2);
    }
    long postgresPid = Long.parseLong(Files.readAllLines(Path.of(args[3])).getFirst().strip());
    int batch = Integer.parseInt(args[5]);
    int connections = Integer.parseInt(args[6]);
    Fleet fleet = new Fleet(Integer.parseInt(args[4]), batch);
    System.out.printf(
        "%n%s: %d series, batches of %d samples, %d connections%n%n",
        args[0], fleet.series(), batch, connections);
    try (Door door =
        args[0].equals("rsocket")
            ? new RSocketLoad(fleet, args[1], batch, connections)
            : new RemoteWriteLoad(fleet, URI.create(args[1]), connections)) {
      new IngestLoad(fleet, door, Long.parseLong(args[2]), postgresPid)
          .run(Integer.parseInt(args[7]));
    }
  }

  private void run(int ticks) throws Exception {
    // Only has to lie within what the server takes; nothing is decided by it.
    long start = System.currentTimeMillis() - ticks * TICK_MILLIS;
    System.out.println(
        "| phase | samples | s | samples/s | server CPU s | PostgreSQL CPU s | samples/CPU s | p50"
            + " ms | p99 ms |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    measure("first tick", start, 1);
    int done = 1;
    for (int phase = WARM_PHASES; phase > 0 && done < ticks; phase--) {
      int count = Math.ceilDiv(ticks - done, phase);
      measure(
          "ticks %d to %d".formatted(done + 1, done + count), start + done * TICK_MILLIS, count);
      done += count;
    }
  }

  private void measure(String phase, long firstTimestamp, int ticks) throws Exception {
    Callable<long[]> prepared = door.prepare(firstTimestamp, TICK_MILLIS, ticks);
    long samples = (long) fleet.series() * ticks;
    double serverBefore = ProcessCpu.seconds(serverPid);
    double postgresBefore = ProcessCpu.seconds(postgresPid);
    long start = System.nanoTime();
    long[] latencies = prepared.call();
    double seconds = (System.nanoTime() - start) / 1e9;
    double server = ProcessCpu.seconds(serverPid) - serverBefore;
    double postgres = ProcessCpu.seconds(postgresPid) - postgresBefore;
    Arrays.sort(latencies);
    System.out.printf(
        "| %s | %d | %.2f | %.0f | %.2f | %.2f | %.0f | %.1f | %.1f |%n",
        phase,
        samples,
        seconds,
        samples / seconds,
        server,
        postgres,
        samples / (server + postgres),
        latencies[latencies.length / 2] / 1e6,
        latencies[(int) (latencies.length * 0.99)] / 1e6);
  }
}
