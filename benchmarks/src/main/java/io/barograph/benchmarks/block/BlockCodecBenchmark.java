package io.barograph.benchmarks.block;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.BlockCompression;
import io.barograph.timescale.block.BlockMerge;
import io.barograph.timescale.block.FreshBlockReader;
import io.barograph.timescale.block.FreshBlockWriter;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.block.SeriesFilter;
import io.barograph.timescale.block.SeriesOffsets;
import io.barograph.timescale.block.SettledBlockReader;
import io.barograph.timescale.block.SettledBlockWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
 * Samples a second on one core, through whole blocks: directory, timestamps, values, checksum. Each
 * benchmark counts samples as operations, so that 50 million a second are 20 ns a sample. What the
 * values alone cost, {@link io.barograph.timescale.block.ValueCodecBenchmark} measures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class BlockCodecBenchmark {
  private static final int SERIES = 128;
  private static final int SCRAPES = 360;
  private static final int SAMPLES = SERIES * SCRAPES;
  private static final long T0 = 1_795_000_000_000L;

  @Param public SampleShape shape = SampleShape.CAPTURED;

  private final long[] timestamps = new long[SCRAPES];
  private double[][] values = {};
  private final SampleColumns flush = new SampleColumns();
  private final SampleColumns unsorted = new SampleColumns();
  private final SampleColumns read = new SampleColumns();
  private final List<byte[]> fresh = new ArrayList<>();
  private byte[] settled = {};

  private final SettledBlockWriter settledWriter = new SettledBlockWriter(BlockCompression.NONE);
  private final SettledBlockReader settledReader = new SettledBlockReader();
  private final FreshBlockWriter freshWriter = new FreshBlockWriter(BlockCompression.NONE);
  private final FreshBlockReader freshReader = new FreshBlockReader();
  private final BlockMerge merge = new BlockMerge();

  /** Makes the samples and encodes them once. */
  @Setup
  public void prepare() throws IOException {
    Random random = new Random(5);
    Arrays.setAll(timestamps, i -> T0 + i * 10_000L + random.nextInt(4));
    values = shape.values(SERIES, SCRAPES);
    // As many samples as the settled block holds, one of each series: 360 metrics of 128 hosts, one
    // scrape. A metric is one of the series at 128 moments of its hour.
    flush.clear();
    for (int i = 0; i < SAMPLES; i++) {
      double[] metric = values[i / SERIES % SERIES];
      flush.add(i + 128L, T0 + i / 4096, metric[i % SERIES * (SCRAPES / SERIES)]);
    }
    settled = encodeSettled();
    fresh.clear();
    freshWriter.write(
        flush,
        (groupLow, groupHigh, minTime, maxTime, count, payload, from, length) ->
            fresh.add(Arrays.copyOfRange(payload, from, from + length)));
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public byte[] encodeSettled() {
    for (int series = 0; series < SERIES; series++) {
      settledWriter.add(series, timestamps, values[series], 0, SCRAPES);
    }
    return settledWriter.finish();
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public void decodeSettled(Blackhole hole) {
    settledReader.read(
        settled,
        SeriesOffsets.ALL,
        TimeRange.ALL,
        (offset, times, doubles, from, to) -> hole.consume(doubles[to - 1]));
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public void encodeFresh(Blackhole hole) {
    freshWriter.write(
        flush,
        (groupLow, groupHigh, minTime, maxTime, count, payload, from, length) ->
            hole.consume(length));
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public int decodeFresh() {
    read.clear();
    for (byte[] block : fresh) {
      freshReader.read(block, SeriesFilter.ALL, TimeRange.ALL, read);
    }
    return read.size();
  }

  /** Six scrapes at a time, as a compactor meets them. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public void mergeInTurn(Blackhole hole) {
    for (int series = 0; series < SERIES; series++) {
      merge.clear();
      for (int from = 0; from < SCRAPES; from += 6) {
        merge.add(timestamps, values[series], from, from + 6);
      }
      hole.consume(merge.size());
    }
  }

  /** Samples of a flush as they arrive, host by host, not by series. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public int sort() {
    unsorted.clear();
    for (int host = 0; host < SERIES; host++) {
      for (int i = host; i < SAMPLES; i += SERIES) {
        unsorted.add(flush.seriesIds()[i], flush.timestamps()[i], flush.values()[i]);
      }
    }
    unsorted.sort();
    unsorted.deduplicate();
    return unsorted.size();
  }
}
