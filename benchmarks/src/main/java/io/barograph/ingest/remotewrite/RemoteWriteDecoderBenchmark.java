package io.barograph.ingest.remotewrite;

import io.barograph.benchmarks.ingest.Fleet;
import io.barograph.ingest.IngestLimits;
import io.barograph.ingest.LabelSetBuilder;
import io.barograph.ingest.RefusalSummary;
import io.barograph.ingest.TimestampBounds;
import io.barograph.storage.SampleBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xerial.snappy.Snappy;

/**
 * Nanoseconds a sample between a body and the columns for storage: 10 requests of 10,100 series
 * that are all known. It stands in the package of the decoder, which is nobody's interface.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@NullMarked
public class RemoteWriteDecoderBenchmark {
  private static final long NOW = 1_790_000_000_000L;
  private static final int HOSTS = 1_000;
  private static final int BATCH = 10_100;
  private static final int SERIES = HOSTS * Fleet.METRICS;

  private final byte[][] blocks = new byte[SERIES / BATCH][];
  private final byte[][] requests = new byte[SERIES / BATCH][];
  private final SeriesIdCache cache = new SeriesIdCache(512L << 20);
  private final LabelSetBuilder labels = new LabelSetBuilder(IngestLimits.DEFAULTS.labels());
  private final TimestampBounds bounds =
      TimestampBounds.around(
          NOW, IngestLimits.DEFAULTS.retention(), IngestLimits.DEFAULTS.future());

  /** Encodes the requests and makes every series known, in the order of the requests. */
  @Setup
  public void rememberSeries() throws IOException {
    Fleet fleet = new Fleet(HOSTS, BATCH);
    for (int i = 0; i < blocks.length; i++) {
      byte[] request = fleet.request(i * BATCH, (i + 1) * BATCH, NOW);
      requests[i] = request;
      blocks[i] = Snappy.compress(request);
      int[] places = new int[BATCH];
      long[] ids = new long[BATCH];
      for (int place = 0; place < BATCH; place++) {
        places[place] = place;
        ids[place] = (long) i * BATCH + place;
      }
      cache.remember(
          RequestDecoder.decode(request, request.length, BATCH, cache.walk(0)), places, ids, 0);
    }
  }

  /** Decompression alone. */
  @Benchmark
  @OperationsPerInvocation(SERIES)
  public int decompress() {
    int bytes = 0;
    for (byte[] block : blocks) {
      bytes += SnappyBody.decompress(block, SnappyBody.declaredLength(block, 64 << 20)).length;
    }
    return bytes;
  }

  /** The scan, which finds the ids. */
  @Benchmark
  @OperationsPerInvocation(SERIES)
  public int scan() {
    int samples = 0;
    for (byte[] request : requests) {
      samples += RequestDecoder.decode(request, request.length, SERIES, cache.walk(0)).samples();
    }
    return samples;
  }

  /** The whole way: decompress, scan, build the columns. */
  @Benchmark
  @OperationsPerInvocation(SERIES)
  public int bodyToBatch() {
    int samples = 0;
    for (byte[] block : blocks) {
      int declared = SnappyBody.declaredLength(block, 64 << 20);
      byte[] bytes = SnappyBody.decompress(block, declared);
      DecodedRequest request = RequestDecoder.decode(bytes, declared, SERIES, cache.walk(0));
      SampleBatch batch =
          BatchBuilder.build(request, request.ids(), bounds, labels, new RefusalSummary());
      samples += batch.size();
    }
    if (samples != SERIES) {
      throw new IllegalStateException(samples + " samples of " + Arrays.toString(blocks[0]));
    }
    return samples;
  }
}
