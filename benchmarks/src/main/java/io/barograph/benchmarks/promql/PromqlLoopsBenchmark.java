package io.barograph.benchmarks.promql;

import io.barograph.model.Labels;
import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.value.QueryResult;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
import reactor.core.scheduler.Schedulers;

/**
 * Range queries of an hour in steps of a minute over series in memory, in samples a second: what
 * the engine takes between decoded samples and its answer. 100 hosts, 4 routes, buckets of 12
 * bounds, a sample every ten seconds; hosts share their timestamps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PromqlLoopsBenchmark {
  private static final int HOSTS = 100;
  private static final int ROUTES = 4;
  private static final int BOUNDS = 12;
  private static final int SAMPLES = 390;
  private static final int ALL = HOSTS * ROUTES * BOUNDS * SAMPLES;
  private static final long END = 1_790_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final long MINUTE = 60_000;

  private final Engine engine =
      new Engine(
          new FixedSeries(series()),
          EngineSettings.DEFAULT,
          Schedulers.immediate(),
          System::nanoTime);

  private static List<Series> series() {
    SplittableRandom random = new SplittableRandom(1);
    long[] timestamps = new long[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      timestamps[i] = END - (SAMPLES - 1 - i) * 10_000L;
    }
    List<Series> all = new ArrayList<>();
    for (int host = 0; host < HOSTS; host++) {
      for (int route = 0; route < ROUTES; route++) {
        for (int bound = 0; bound < BOUNDS; bound++) {
          double[] values = new double[SAMPLES];
          for (int i = 1; i < SAMPLES; i++) {
            values[i] = values[i - 1] + random.nextInt(bound + 2);
          }
          Labels labels =
              Labels.of(
                  "__name__",
                  "m_bucket",
                  "host",
                  "h" + host,
                  "le",
                  bound + 1 == BOUNDS ? "+Inf" : "" + bound,
                  "route",
                  "/" + route);
          all.add(new Series(labels, timestamps, values, SAMPLES));
        }
      }
    }
    return all;
  }

  private QueryResult answer(String query) {
    return engine.range(query, END - HOUR, END, MINUTE).blockOptional().orElseThrow();
  }

  /** The latest sample at each step. */
  @Benchmark
  @OperationsPerInvocation(ALL)
  public Object lastSample() {
    return answer("count(m_bucket)");
  }

  /** A window of thirty samples at each step, and a sum by one label. */
  @Benchmark
  @OperationsPerInvocation(ALL)
  public Object rateSummed() {
    return answer("sum by (route) (rate(m_bucket[5m]))");
  }

  /** The same without a sum of increases. */
  @Benchmark
  @OperationsPerInvocation(ALL)
  public Object maxOverTime() {
    return answer("max(max_over_time(m_bucket[5m]))");
  }

  /** Rates, sums and quantiles of a panel of latencies. */
  @Benchmark
  @OperationsPerInvocation(ALL)
  public Object quantileOfBuckets() {
    return answer("histogram_quantile(0.95, sum by (route, le) (rate(m_bucket[5m])))");
  }
}
