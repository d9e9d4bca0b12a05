package io.barograph.benchmarks.density;

import io.barograph.benchmarks.dataset.CapturedDataSet;
import io.barograph.benchmarks.dataset.CapturedSeries;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The captured hour as a fleet of instances would send it, moved to another hour. So that no two
 * instances are copies, each starts at another point of the captured hour and wraps round at its
 * end (which gives every counter one reset it did not have), and scrapes at its own phase of the
 * ten seconds. The jitter of each scrape stays with its values.
 */
public final class FleetHour {
  /** Scrapes of the hour; ticks after it begin the captured hour again. */
  public static final int TICKS = 360;

  private static final long INTERVAL = 10_000;

  /** Leaves room for jitter at both ends, so that no sample leaves the hour. */
  private static final long FIRST_PHASE = 500;

  private static final long PHASES = 9_000;

  private static final int HELP_LENGTH = 60;

  private final List<Labels> labels = new ArrayList<>();
  private final List<CapturedSlots> captured = new ArrayList<>();
  private final int perInstance;
  private final int instances;
  private final long hour;

  /**
   * @param hour start of the hour to move to, in milliseconds since the Unix epoch
   */
  public FleetHour(CapturedDataSet dataSet, int instances, long hour) {
    this.instances = instances;
    this.hour = hour;
    Map<String, Long> starts = new HashMap<>();
    for (CapturedSeries series : dataSet.series()) {
      starts.merge(job(series), series.timestamps()[0], Math::min);
    }
    for (CapturedSeries series : dataSet.series()) {
      captured.add(new CapturedSlots(series, starts.getOrDefault(job(series), 0L)));
    }
    this.perInstance = captured.size();
    for (int instance = 0; instance < instances; instance++) {
      String address = "host-%03d.example.net:9100".formatted(instance);
      for (CapturedSeries series : dataSet.series()) {
        labels.add(series.labels().with("instance", address));
      }
    }
  }

  private static String job(CapturedSeries series) {
    return series.labels().valueOrEmpty("job");
  }

  /** Of all series, instance after instance. */
  public List<Labels> labels() {
    return labels;
  }

  /**
   * What the fleet says of each metric, as remote write sends it. The captured hour has no help
   * texts; each gets one of sixty characters, where node_exporter's own have 41 on average.
   */
  List<MetricMetadata> metadata() {
    Set<String> names = new TreeSet<>();
    Set<String> histograms = new HashSet<>();
    for (Labels of : labels.subList(0, perInstance)) {
      String name = of.valueOrEmpty(Labels.METRIC_NAME);
      names.add(name);
      if (name.endsWith("_bucket")) {
        histograms.add(name.substring(0, name.length() - "_bucket".length()));
      }
    }
    Map<String, MetricMetadata> families = new TreeMap<>();
    for (String name : names) {
      String family = name.replaceFirst("_(bucket|sum|count)$", "");
      MetricType type =
          histograms.contains(family)
              ? MetricType.HISTOGRAM
              : name.endsWith("_total") ? MetricType.COUNTER : MetricType.GAUGE;
      String described = type == MetricType.HISTOGRAM ? family : name;
      families.putIfAbsent(
          described, new MetricMetadata(described, type, "x".repeat(HELP_LENGTH), ""));
    }
    return List.copyOf(families.values());
  }

  /** Hands over what the whole fleet sends in one scrape interval, in the order of the labels. */
  public void tick(int tick, SampleReceiver receiver) {
    for (int instance = 0; instance < instances; instance++) {
      int slot = (tick + instance * TICKS / instances) % TICKS;
      long time = hour + FIRST_PHASE + instance * PHASES / instances + tick * INTERVAL;
      for (int i = 0; i < perInstance; i++) {
        CapturedSlots series = captured.get(i);
        if (series.present[slot]) {
          receiver.sample(
              instance * perInstance + i, time + series.jitter[slot], series.values[slot]);
        }
      }
    }
  }

  /** Takes sample after sample. */
  public interface SampleReceiver {
    void sample(int series, long timestamp, double value);
  }

  /** One captured series by scrape. */
  private static final class CapturedSlots {
    private final boolean[] present = new boolean[TICKS];
    private final long[] jitter = new long[TICKS];
    private final double[] values = new double[TICKS];

    CapturedSlots(CapturedSeries series, long start) {
      for (int i = 0; i < series.timestamps().length; i++) {
        long since = series.timestamps()[i] - start;
        int slot = (int) ((since + INTERVAL / 2) / INTERVAL);
        if (slot < TICKS) {
          present[slot] = true;
          jitter[slot] = since - slot * INTERVAL;
          values[slot] = series.values()[i];
        }
      }
    }
  }
}
