package io.barograph.timescale.block;

import io.barograph.benchmarks.block.SampleShape;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The value codec by itself: 128 series with an hour of samples each, a value run for every one.
 * Without what a block adds: directory, timestamps, checksum, copies. Counts samples as operations;
 * 300 million a second are 3.3 ns a sample, 50 million 20 ns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class ValueCodecBenchmark {
  private static final int SERIES = 128;
  private static final int SCRAPES = 360;
  private static final int SAMPLES = SERIES * SCRAPES;

  @Param public SampleShape shape = SampleShape.CAPTURED;

  private double[][] values = {};
  private final double[] decoded = new double[SCRAPES];
  private final ValueRunEncoder encoder = new ValueRunEncoder();
  private final ValueRunDecoder decoder = new ValueRunDecoder();
  private final PayloadReader in = new PayloadReader();
  private final PayloadWriter out = new PayloadWriter();
  private byte[] payload = {};

  /** Makes the values and encodes them once. */
  @Setup
  public void prepare() throws IOException {
    values = shape.values(SERIES, SCRAPES);
    encode();
    payload = out.toByteArray();
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public int encode() {
    out.truncate(0);
    for (double[] run : values) {
      encoder.encode(run, 0, SCRAPES, true, out);
    }
    return out.size();
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public void decode(Blackhole hole) {
    in.reset(payload, 0, payload.length);
    for (int series = 0; series < SERIES; series++) {
      decoder.decode(in, SCRAPES, decoded);
      hole.consume(decoded[SCRAPES - 1]);
    }
  }
}
