package io.barograph.benchmarks.comparison;

import java.time.Duration;

/**
 * Sends remote write requests to one system that has just been started empty, and writes down what
 * that costs it.
 *
 * <p>A first tick, in which all series are new; some more of a system just started; a warm-up that
 * is not counted, and the measurement of freshness; some phases that are all alike, so that their
 * spread is the noise of the machine; the work that is left when the last request has been
 * acknowledged. Each phase ends after some seconds or some samples, whichever is first, so that
 * slow systems get less of the same requests rather than more time.
 */
final class IngestComparison {
  /** All series are new. */
  static final String FIRST_TICK = "first tick";

  /** The first samples of a system just started and empty, the first tick among them. */
  static final String COLD = "cold";

  /** After the warm-up, once for each repetition. */
  static final String WARM = "warm";

  /** The warm phases, what systems do between them, and what is left to do after them. */
  static final String COMPLETE = "with compaction";

  /** When everything is on disk as it stays. */
  static final String SETTLED = "settled";

  /** A registration of many series may take this long, and has to be complete. */
  private static final Duration LONGEST_TICK = Duration.ofMinutes(10);

  private final Arguments arguments;
  private final MeasurementLog log;
  private final SystemProcesses processes;
  private final RequestLanes lanes;
  private long sent;

  private IngestComparison(Arguments arguments, RequestLanes lanes) {
    this.arguments = arguments;
    this.log = arguments.log();
    this.processes = SystemProcesses.parse(arguments.text("processes"));
    this.lanes = lanes;
  }

  /** Runs it once; the arguments are those that {@code benchmarks/bench} gives. */
  public static void main(String[] words) throws Exception {
    Arguments arguments = Arguments.parse(words);
    int batch = arguments.integer("batch");
    long first = arguments.number("first");
    RequestSource source =
        arguments.has("instances")
            ? new CapturedRequests(arguments.integer("instances"), batch, first)
            : new FleetRequests(arguments.integer("hosts"), batch, first);
    try (RequestLanes lanes =
        new RequestLanes(
            source,
            arguments.uri("url").resolve("/api/v1/write"),
            arguments.integer("connections"))) {
      new IngestComparison(arguments, lanes).run();
    }
  }

  private void run() throws Exception {
    lanes.fillOneTick();
    double cpu = processes.cpuSeconds();
    long samples = measure(FIRST_TICK, LONGEST_TICK);
    measureCold(cpu, samples);
    warmUp();
    if (arguments.has("freshness_seconds")) {
      sent +=
          new Freshness(arguments, lanes, log)
              .measure(arguments.number("phase_samples"), arguments.seconds("freshness_seconds"));
    }
    StorageSystem system =
        StorageSystem.of(
            arguments.text("system"), arguments.uri("url"), processes, arguments.text("store"));
    measureWarm(system);
    log.add(SETTLED, Quantity.PEAK_MEMORY_BYTES, (double) processes.peakMemory());
    if (arguments.has("heap_process")) {
      log.add(
          SETTLED,
          Quantity.LIVE_HEAP_BYTES,
          (double) LiveHeap.bytes(arguments.number("heap_process")));
    }
    log.add(SETTLED, Quantity.SAMPLES, (double) sent);
    log.add(
        SETTLED,
        Quantity.BYTES_PER_SAMPLE,
        (double) system.settledBytes(arguments.seconds("settle_seconds")) / sent);
  }

  /** In rounds, so that for a slow system not much more is encoded than it can take. */
  private void warmUp() throws Exception {
    long samples = arguments.number("warm_up_samples");
    Duration left = arguments.seconds("warm_up_seconds");
    while (samples > 0 && left.isPositive()) {
      lanes.fill(Math.min(samples, arguments.number("phase_samples")));
      RequestLanes.Sent round = lanes.send(left);
      samples -= round.samples();
      left = left.minusNanos((long) (round.seconds() * 1e9));
      sent += round.samples();
    }
  }

  /** As many ticks as it takes to register each series and bring so many samples. */
  private void measureCold(double cpuBefore, long ofFirstTick) throws Exception {
    // Encoding is not the systems' work, but they may use the time for what they put off.
    lanes.fill(arguments.number("cold_samples") - ofFirstTick);
    long rest = lanes.send(LONGEST_TICK).samples();
    sent += rest;
    long samples = ofFirstTick + rest;
    double cpu = processes.cpuSeconds() - cpuBefore;
    log.add(COLD, Quantity.SAMPLES, (double) samples);
    log.add(COLD, Quantity.CPU_SECONDS, cpu);
    log.add(COLD, Quantity.SAMPLES_PER_CPU_SECOND, samples / cpu);
  }

  /** From nothing left to do to nothing left to do, so that each sample's work counts once. */
  private void measureWarm(StorageSystem system) throws Exception {
    system.awaitRest(sent);
    double before = processes.cpuSeconds();
    long samples = 0;
    for (int i = 0; i < arguments.integer("phases"); i++) {
      lanes.fill(arguments.number("phase_samples"));
      samples += measure(WARM, arguments.seconds("phase_seconds"));
    }
    system.awaitRest(sent);
    double cpu = processes.cpuSeconds() - before;
    log.add(COMPLETE, Quantity.CPU_SECONDS, cpu);
    log.add(COMPLETE, Quantity.SAMPLES_PER_CPU_SECOND, samples / cpu);
  }

  private long measure(String phase, Duration limit) throws Exception {
    double before = processes.cpuSeconds();
    RequestLanes.Sent result = lanes.send(limit);
    double cpu = processes.cpuSeconds() - before;
    sent += result.samples();
    log.add(phase, Quantity.SAMPLES, (double) result.samples());
    log.add(phase, Quantity.WALL_SECONDS, result.seconds());
    log.add(phase, Quantity.CPU_SECONDS, cpu);
    log.add(phase, Quantity.SAMPLES_PER_SECOND, result.samples() / result.seconds());
    log.add(phase, Quantity.SAMPLES_PER_CPU_SECOND, result.samples() / cpu);
    log.add(phase, Quantity.P50_MILLIS, result.millis(0.5));
    log.add(phase, Quantity.P99_MILLIS, result.millis(0.99));
    return result.samples();
  }
}
