package io.barograph.ingest.rsocket;

import com.google.protobuf.InvalidProtocolBufferException;
import io.barograph.ingest.RefusalSummary;
import io.barograph.ingest.TimestampBounds;
import io.barograph.model.Labels;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.storage.Rejection;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/**
 * What the RSocket door does with a batch between the socket and storage, in samples: the scan of
 * the columns, the scan with checks and ids, and the generated parser beside them. In the door's
 * own package because the door shows none of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RSocketDecoderBenchmark {
  private static final int SAMPLES = 10_000;
  private static final long NOW = 1_790_000_000_000L;
  private static final TimestampBounds BOUNDS = new TimestampBounds(NOW - 1000, NOW + 1000);

  /** A steady agent repeats its series and has one timestamp; a busy one sends all columns. */
  @Param({"steady", "all-columns"})
  public String shape = "steady";

  private byte[] message = new byte[0];
  private int[] lastRefs = new int[SAMPLES];
  private final SeriesTable table = new SeriesTable(new SeriesRoom(1L << 30).share(), 1_000_000);
  private final ColumnsDecoder decoder = new ColumnsDecoder(SAMPLES);

  /** Makes the message. */
  @Setup
  public void encode() {
    SplittableRandom random = new SplittableRandom(1);
    SampleColumns.Builder columns = SampleColumns.newBuilder().setBatch(1).setBaseTimestampMs(NOW);
    int[] refs = new int[SAMPLES];
    long[] ids = new long[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      refs[i] = i;
      ids[i] = random.nextLong(1L << 40);
      table.define(i, Labels.of("__name__", "m", "n", Integer.toString(i)));
      columns.addValues(random.nextDouble());
      if (shape.equals("all-columns")) {
        columns.addRefs(i);
        columns.addTimestampOffsetsMs(random.nextInt(-500, 500));
      }
    }
    lastRefs = refs;
    table.begin(1);
    table.resolved(refs, new SeriesResolution(1, ids, new @Nullable Rejection[SAMPLES]));
    message = columns.build().toByteArray();
  }

  /** The scan alone. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public Object scan() {
    return decoder.decode(message, 0, message.length);
  }

  /** All that stands between the socket and storage, the copy out of the frame included. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public SampleBatch scanAndCheck() {
    byte[] copy = message.clone();
    RefusalSummary refusals = new RefusalSummary();
    DecodedBatch batch = decoder.decode(copy, 0, copy.length);
    int[] refs = BatchCheck.refs(batch, lastRefs, refusals);
    return BatchCheck.check(batch, refs, table, BOUNDS, refusals);
  }

  /** The generated parser, before its lists would be copied into columns. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public SampleColumns generatedParser() throws InvalidProtocolBufferException {
    return SampleColumns.parseFrom(message);
  }
}
