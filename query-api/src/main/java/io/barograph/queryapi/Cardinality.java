package io.barograph.queryapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.Labels;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Counts series by their labels, to tell where a large number of them comes from. */
final class Cardinality {
  private final Map<String, Map<String, Count>> pairs = new HashMap<>();
  private long series;

  private static final class Count {
    private long series;
  }

  /** A name with what was counted for it. */
  record Entry(String name, long value) {}

  void add(Labels labels) {
    series++;
    for (int i = 0; i < labels.size(); i++) {
      pairs
          .computeIfAbsent(labels.name(i), name -> new HashMap<>())
          .computeIfAbsent(labels.value(i), value -> new Count())
          .series++;
    }
  }

  long series() {
    return series;
  }

  /** Distinct pairs of a label name and a value. */
  long labelPairs() {
    return pairs.values().stream().mapToLong(Map::size).sum();
  }

  List<Entry> seriesByMetric(int limit) {
    return top(
        limit,
        pairs.getOrDefault(Labels.METRIC_NAME, Map.of()).entrySet().stream()
            .map(metric -> new Entry(metric.getKey(), metric.getValue().series)));
  }

  List<Entry> valuesByLabel(int limit) {
    return top(
        limit,
        pairs.entrySet().stream().map(label -> new Entry(label.getKey(), label.getValue().size())));
  }

  /** Bytes of the values of a label, as often as series have them. */
  List<Entry> bytesByLabel(int limit) {
    return top(
        limit,
        pairs.entrySet().stream().map(label -> new Entry(label.getKey(), bytes(label.getValue()))));
  }

  private static long bytes(Map<String, Count> values) {
    return values.entrySet().stream()
        .mapToLong(value -> value.getKey().getBytes(UTF_8).length * value.getValue().series)
        .sum();
  }

  List<Entry> seriesByPair(int limit) {
    return top(
        limit,
        pairs.entrySet().stream()
            .flatMap(
                label ->
                    label.getValue().entrySet().stream()
                        .map(
                            value ->
                                new Entry(
                                    label.getKey() + "=" + value.getKey(),
                                    value.getValue().series))));
  }

  private static List<Entry> top(int limit, Stream<Entry> entries) {
    return entries
        .sorted(Comparator.comparingLong(Entry::value).reversed().thenComparing(Entry::name))
        .limit(limit)
        .toList();
  }
}
