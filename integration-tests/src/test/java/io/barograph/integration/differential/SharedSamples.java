package io.barograph.integration.differential;

import io.barograph.model.Labels;
import io.barograph.model.StaleMarker;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/**
 * Two hours of samples, the same at every run but for the hour they end at. Values are multiples of
 * an eighth and not large, so that sums are exact whatever the order of the series. Timestamps are
 * some 100 milliseconds past a half second, which queries never ask for, except those of {@code
 * aligned}: there a range meets samples on its edges.
 */
final class SharedSamples {
  static final long LENGTH = 7_200_000;

  private static final int INTERVAL = 15_000;
  private static final int TICKS = (int) (LENGTH / INTERVAL);
  private static final int OFF_EDGE = 101;
  private static final int JITTER = 300;
  private static final double[] BOUNDS = {0.125, 0.25, 0.5, 1, 2.5, 5, Double.POSITIVE_INFINITY};

  private final Random random = new Random(4);
  private final List<Series> all = new ArrayList<>();
  private final long start;

  private SharedSamples(long end) {
    this.start = end - LENGTH;
  }

  /**
   * All series.
   *
   * @param end a full hour, milliseconds since the Unix epoch
   */
  static List<Series> endingAt(long end) {
    SharedSamples samples = new SharedSamples(end);
    for (String job : List.of("api", "shop")) {
      for (String instance : List.of("a:1", "b:1", "c:1")) {
        samples.addInstance(job, instance);
      }
    }
    samples.addSpecials();
    return samples.all;
  }

  private void addInstance(String job, String instance) {
    String[] target = {"instance", instance, "job", job};
    for (String code : List.of("200", "404", "500")) {
      add("requests_total", counter(1 + random.nextInt(40)), with(target, "code", code));
    }
    int level = random.nextInt(60) - 20;
    add("temperature", _ -> level + random.nextInt(64) / 8.0, target);
    add("connections", _ -> random.nextInt(12), target);
    add("up", i -> i % 97 < 90 ? 1 : 0, target);
    String version = instance.startsWith("a") ? "1.0" : "1.1";
    add("build_info", _ -> 1, with(target, "version", version));
    IntToDoubleFunction[] below = new IntToDoubleFunction[BOUNDS.length];
    for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
      double[] counts = new double[TICKS];
      IntToDoubleFunction own = counter(random.nextInt(8));
      for (int i = 0; i < TICKS; i++) {
        counts[i] = own.applyAsDouble(i) + (bucket == 0 ? 0 : below[bucket - 1].applyAsDouble(i));
      }
      below[bucket] = i -> counts[i];
      String bound = Double.isInfinite(BOUNDS[bucket]) ? "+Inf" : String.valueOf(BOUNDS[bucket]);
      add("latency_seconds_bucket", below[bucket], with(target, "le", bound));
    }
  }

  /** Starts again from nothing now and then, as the process does that counts. */
  private IntToDoubleFunction counter(int most) {
    double[] values = new double[TICKS];
    double value = random.nextInt(1_000);
    for (int i = 0; i < TICKS; i++) {
      value = random.nextInt(150) == 0 ? random.nextInt(3) : value + random.nextInt(most + 1);
      values[i] = value;
    }
    return i -> values[i];
  }

  private void addSpecials() {
    add("aligned", 0, 0, 1, counter(5), "kind", "counter");
    add("aligned", 0, 0, 1, i -> i % 16 - 8, "kind", "wave");
    add("sparse", OFF_EDGE, JITTER, 19, i -> i / 8.0, "every", "285s");
    add("sparse", OFF_EDGE, JITTER, 24, i -> i / 4.0, "every", "6m");
    add("late", i -> i < TICKS / 2 ? Double.NaN : i, "since", "half");
    add("late", i -> i > TICKS / 2 ? stale(i) : i, "since", "start");
    add("odd", i -> i % 5 == 0 ? Double.NaN : i, "has", "nan");
    add("odd", i -> i % 7 == 0 ? Double.POSITIVE_INFINITY : -i, "has", "inf");
    add("odd", i -> i % 2 == 0 ? -0.0 : 0, "has", "zeros");
    add("odd", _ -> 0x1p-30, "has", "little");
    add("odd", _ -> 0x1p40, "has", "much");
    add("constant", _ -> 42);
    add("labels", _ -> 1, "a", "ä€😀", "empty_dash", "-", "quote", "\"\\\n");
    add("clock", i -> (start + (long) i * 86_400_000) / 1000.0, "runs", "fast");
  }

  private static double stale(int tick) {
    return tick % 20 == 0 ? StaleMarker.VALUE : tick;
  }

  private void add(String metric, IntToDoubleFunction value, String... labels) {
    add(metric, OFF_EDGE, JITTER, 1, value, labels);
  }

  private void add(
      String metric,
      int delay,
      int jitter,
      int every,
      IntToDoubleFunction value,
      String... labels) {
    long[] timestamps = new long[TICKS];
    double[] values = new double[TICKS];
    int size = 0;
    // A gap longer than the look-back, somewhere else in each series.
    int gap = random.nextInt(TICKS);
    for (int i = 0; i < TICKS; i += every) {
      double now = value.applyAsDouble(i);
      if (i >= gap && i < gap + 30) {
        continue;
      }
      timestamps[size] =
          start + (long) i * INTERVAL + delay + (jitter == 0 ? 0 : random.nextInt(jitter));
      values[size++] = now;
    }
    String[] named = with(labels, Labels.METRIC_NAME, metric);
    all.add(new Series(Labels.of(named), timestamps, values, size));
  }

  private static String[] with(String[] labels, String name, String value) {
    String[] more = Arrays.copyOf(labels, labels.length + 2);
    more[labels.length] = name;
    more[labels.length + 1] = value;
    return more;
  }
}
