package io.barograph.ingest.falcon;

import io.barograph.ingest.RefusalSummary;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.storage.Rejection;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** What a request holds: samples to store, and what was refused of it. */
final class FalconBatch {
  /** Refused items that are named in the answer. */
  private static final int MOST_NAMED = 100;

  /** Strings, arrays and columns of an item beside its text: measured generously. */
  private static final int BYTES_PER_ITEM = 256;

  private static final int BYTES_PER_LABEL = 96;

  private final LongConsumer reserve;
  private final List<Labels> series = new ArrayList<>();
  private final Map<Labels, Integer> seriesPlaces = new HashMap<>();
  private final Map<String, MetricType> types = new LinkedHashMap<>();
  private final RefusalSummary refusals = new RefusalSummary();
  private final List<Refused> named = new ArrayList<>();
  private int[] itemPlaces = new int[64];
  private int[] itemSeries = new int[64];
  private long[] timestamps = new long[64];
  private double[] values = new double[64];
  private int size;
  private int total;

  /**
   * An item that was refused.
   *
   * @param index its place in the request, from 0
   */
  record Refused(int index, String endpoint, String metric, Rejection rejection) {}

  FalconBatch(LongConsumer reserve) {
    this.reserve = reserve;
  }

  void add(FalconItem item, Labels labels, long time) {
    if (size == values.length) {
      itemPlaces = Arrays.copyOf(itemPlaces, size * 2);
      itemSeries = Arrays.copyOf(itemSeries, size * 2);
      timestamps = Arrays.copyOf(timestamps, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    reserve.accept(BYTES_PER_ITEM + (long) labels.size() * BYTES_PER_LABEL);
    itemPlaces[size] = total++;
    itemSeries[size] = place(labels);
    timestamps[size] = time;
    values[size++] = item.number();
    types.put(item.metric, item.isCounter() ? MetricType.COUNTER : MetricType.GAUGE);
  }

  private int place(Labels labels) {
    Integer known = seriesPlaces.putIfAbsent(labels, series.size());
    if (known != null) {
      return known;
    }
    series.add(labels);
    return series.size() - 1;
  }

  void refuse(FalconItem item, Rejection rejection) {
    refuse(total++, item.endpoint, item.metric, rejection);
  }

  private void refuse(int index, String endpoint, String metric, Rejection rejection) {
    refusals.add(rejection.reason(), 1, index, rejection::message);
    if (named.size() < MOST_NAMED) {
      named.add(
          new Refused(
              index, FalconItem.shortened(endpoint), FalconItem.shortened(metric), rejection));
    }
  }

  /** The samples of series that storage took; refuses the others. */
  SampleBatch samples(SeriesResolution resolution) {
    long[] ids = new long[size];
    long[] times = new long[size];
    double[] numbers = new double[size];
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int place = itemSeries[i];
      Rejection rejection = resolution.rejection(place);
      if (rejection != null) {
        Labels labels = series.get(place);
        refuse(itemPlaces[i], labels.valueOrEmpty("endpoint"), labels.metricName(), rejection);
        continue;
      }
      ids[kept] = resolution.id(place);
      times[kept] = timestamps[i];
      numbers[kept++] = values[i];
    }
    return new SampleBatch(resolution.generation(), ids, times, numbers, kept);
  }

  /** Each once. */
  List<Labels> series() {
    return series;
  }

  Collection<MetricMetadata> metadata() {
    return types.entrySet().stream()
        .map(each -> new MetricMetadata(each.getKey(), each.getValue(), "", ""))
        .toList();
  }

  int total() {
    return total;
  }

  RefusalSummary refusals() {
    return refusals;
  }

  /** The first of those that were refused. */
  List<Refused> named() {
    return named;
  }
}
