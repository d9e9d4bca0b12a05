package io.barograph.benchmarks.labels;

import io.barograph.model.Fingerprint;
import io.barograph.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The hash of label sets, in sets a second: of the bytes of a remote write series, as the door does
 * for each sample, and of labels. Sets of a metric name and ten tags, some 250 bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LabelHashBenchmark {
  private static final int SETS = 1_000;
  private static final int TAGS = 10;

  private final Labels[] labels = new Labels[SETS];
  private final byte[][] bytes = new byte[SETS][];

  /** Makes the label sets. */
  public LabelHashBenchmark() {
    for (int i = 0; i < SETS; i++) {
      String[] pairs = new String[2 * TAGS + 2];
      pairs[0] = "__name__";
      pairs[1] = "cpu_usage_field_" + i % TAGS;
      for (int tag = 0; tag < TAGS; tag++) {
        pairs[2 * tag + 2] = "tag_name_" + tag;
        pairs[2 * tag + 3] = "value-" + (i * 31 + tag);
      }
      labels[i] = Labels.of(pairs);
      bytes[i] = String.join("\0", pairs).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Of bytes as they came. */
  @Benchmark
  @OperationsPerInvocation(SETS)
  public long bytes() {
    long all = 0;
    for (byte[] each : bytes) {
      all ^= Fingerprint.xxHash64(each, 0, each.length);
    }
    return all;
  }

  /** Of names and values. */
  @Benchmark
  @OperationsPerInvocation(SETS)
  public long labels() {
    long all = 0;
    for (Labels each : labels) {
      all ^= Fingerprint.of(each);
    }
    return all;
  }
}
