package io.barograph.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of labels, sorted by name: the identity of a series.
 *
 * <p>Labels with an empty value are left out, because an empty value means an absent label. Names
 * are unique; {@link #of} and the builder refuse a second one.
 */
public final class Labels implements Comparable<Labels> {
  /** The label that holds the name of the metric. */
  public static final String METRIC_NAME = "__name__";

  public static final Labels EMPTY = new Labels(new String[0]);

  /** Names at even places, values at odd ones, by ascending name. */
  private final String[] pairs;

  private int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
  }

  /**
   * Labels from alternating names and values, in any order.
   *
   * @throws IllegalArgumentException if the count is odd or a name comes twice
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "names and values must alternate, got " + namesAndValues.length + " strings");
    }
    SortedMap<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      putOnce(sorted, namesAndValues[i], namesAndValues[i + 1]);
    }
    return fromSorted(sorted);
  }

  /**
   * Labels from a collection in any order.
   *
   * @throws IllegalArgumentException if a name comes twice
   */
  public static Labels of(Collection<Label> labels) {
    SortedMap<String, String> sorted = new TreeMap<>();
    for (Label label : labels) {
      putOnce(sorted, label.name(), label.value());
    }
    return fromSorted(sorted);
  }

  /**
   * Labels from alternating names and values that are in name order already, taken over, not
   * copied: for stores and decoders that make many.
   *
   * @throws IllegalArgumentException if names are not strictly ascending or a value is empty
   */
  public static Labels ofSorted(String[] namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (i > 0 && namesAndValues[i - 2].compareTo(namesAndValues[i]) >= 0) {
        throw new IllegalArgumentException(
            "label %s stands before %s"
                .formatted(
                    LabelText.quote(namesAndValues[i - 2]), LabelText.quote(namesAndValues[i])));
      }
      if (namesAndValues[i + 1].isEmpty()) {
        throw new IllegalArgumentException(
            "label " + LabelText.quote(namesAndValues[i]) + " has an empty value");
      }
    }
    return namesAndValues.length == 0 ? EMPTY : new Labels(namesAndValues);
  }

  public static Labels of(Map<String, String> labels) {
    return fromSorted(new TreeMap<>(labels));
  }

  private static void putOnce(SortedMap<String, String> sorted, String name, String value) {
    requireNonNull(name, "label name is null");
    requireNonNull(value, "label value is null");
    if (sorted.put(name, value) != null) {
      throw new IllegalArgumentException("label " + LabelText.quote(name) + " comes twice");
    }
  }

  private static Labels fromSorted(SortedMap<String, String> sorted) {
    String[] pairs = new String[sorted.size() * 2];
    int length = 0;
    for (Map.Entry<String, String> entry : sorted.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        pairs[length++] = entry.getKey();
        pairs[length++] = entry.getValue();
      }
    }
    if (length == 0) {
      return EMPTY;
    }
    return new Labels(length == pairs.length ? pairs : Arrays.copyOf(pairs, length));
  }

  /** How many labels there are, the metric name included. */
  public int size() {
    return pairs.length / 2;
  }

  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** The name at place {@code index} in name order. */
  public String name(int index) {
    return pairs[index * 2];
  }

  /** The value at place {@code index} in name order. */
  public String value(int index) {
    return pairs[index * 2 + 1];
  }

  /** The value of {@code name}, or null where there is no such label. */
  public @Nullable String get(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** The value of {@code name}, or the empty string: what matchers and grouping compare. */
  public String valueOrEmpty(String name) {
    String value = get(name);
    return value == null ? "" : value;
  }

  /** The name of the metric, or the empty string where the series has none. */
  public String metricName() {
    return valueOrEmpty(METRIC_NAME);
  }

  /** These labels with {@code name} set to {@code value}; an empty value removes it. */
  public Labels with(String name, String value) {
    int place = 0;
    while (place < pairs.length && pairs[place].compareTo(name) < 0) {
      place += 2;
    }
    boolean isKnown = place < pairs.length && pairs[place].equals(name);
    if (value.isEmpty()) {
      return isKnown ? removed(place) : this;
    }
    String[] more = new String[pairs.length + (isKnown ? 0 : 2)];
    System.arraycopy(pairs, 0, more, 0, place);
    more[place] = name;
    more[place + 1] = value;
    int rest = isKnown ? place + 2 : place;
    System.arraycopy(pairs, rest, more, place + 2, pairs.length - rest);
    return new Labels(more);
  }

  /** These labels without {@code name}. */
  public Labels without(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return removed(i);
      }
    }
    return this;
  }

  private Labels removed(int place) {
    if (pairs.length == 2) {
      return EMPTY;
    }
    String[] fewer = new String[pairs.length - 2];
    System.arraycopy(pairs, 0, fewer, 0, place);
    System.arraycopy(pairs, place + 2, fewer, place, fewer.length - place);
    return new Labels(fewer);
  }

  /** Only the labels that are in {@code names}. */
  public Labels keeping(Collection<String> names) {
    String[] kept = new String[pairs.length];
    int length = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      if (names.contains(pairs[i])) {
        kept[length++] = pairs[i];
        kept[length++] = pairs[i + 1];
      }
    }
    return length == 0 ? EMPTY : new Labels(Arrays.copyOf(kept, length));
  }

  /** A sorted, modifiable copy. */
  public SortedMap<String, String> toMap() {
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** The labels as objects, in name order; hot paths use {@link #name} and {@link #value}. */
  public List<Label> asList() {
    return IntStream.range(0, size()).mapToObj(i -> new Label(name(i), value(i))).toList();
  }

  /** Label by label, name before value; the shorter set first. */
  @Override
  @SuppressWarnings(
      "ReferenceEquality") // Stores share strings, and comparing them is most of a sort.
  public int compareTo(Labels other) {
    int shared = Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < shared; i++) {
      if (pairs[i] == other.pairs[i]) {
        continue;
      }
      int order = pairs[i].compareTo(other.pairs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Labels labels && Arrays.equals(pairs, labels.pairs);
  }

  @Override
  public int hashCode() {
    // Racy on purpose, as in String: every thread computes the same value.
    int result = hash;
    if (result == 0) {
      result = Arrays.hashCode(pairs);
      hash = result;
    }
    return result;
  }

  /** As in PromQL: {@code name{a="1", b="2"}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String metric = get(METRIC_NAME);
    if (metric != null) {
      text.append(LabelText.name(metric));
    }
    StringBuilder braces = new StringBuilder();
    for (Label label : asList()) {
      if (!label.name().equals(METRIC_NAME)) {
        braces.append(braces.isEmpty() ? "" : ", ").append(label);
      }
    }
    if (metric == null || !braces.isEmpty()) {
      text.append('{').append(braces).append('}');
    }
    return text.toString();
  }
}
