package io.barograph.agent;

import io.barograph.model.Labels;
import io.barograph.protocol.ProtocolLimits;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Every series of one agent, by labels and by index. Grows only, up to what one channel may have.
 */
final class SeriesHandles {
  /** Far above what servers take by default; guards the size of one message. */
  private static final int LABEL_CHARACTERS = 128 << 10;

  private final ConcurrentMap<Labels, SeriesHandle> byLabels = new ConcurrentHashMap<>();

  /** Replaced when it grows; places below {@link #size} never change. */
  private volatile @Nullable SeriesHandle[] byIndex = new SeriesHandle[64];

  private int size;

  SeriesHandle of(BarographAgent agent, Labels labels) {
    SeriesHandle known = byLabels.get(labels);
    return known != null ? known : byLabels.computeIfAbsent(labels, missing -> add(agent, missing));
  }

  private synchronized SeriesHandle add(BarographAgent agent, Labels labels) {
    if (labels.metricName().isEmpty()) {
      throw new IllegalArgumentException(
          "series %s has no metric name; add the label \"%s\""
              .formatted(labels, Labels.METRIC_NAME));
    }
    int characters = 0;
    for (int i = 0; i < labels.size(); i++) {
      characters += labels.name(i).length() + labels.value(i).length();
    }
    if (characters > LABEL_CHARACTERS) {
      throw new IllegalArgumentException(
          "labels of metric \"%.100s\" have %d characters, limit is %d; shorten the values"
              .formatted(labels.metricName(), characters, LABEL_CHARACTERS));
    }
    if (size == ProtocolLimits.CHANNEL_SERIES) {
      throw new IllegalStateException(
          "agent has %d series, limit is %d; use fewer label values or a second agent"
              .formatted(size, ProtocolLimits.CHANNEL_SERIES));
    }
    @Nullable SeriesHandle[] places = byIndex;
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
    }
    SeriesHandle handle = new SeriesHandle(agent, size, labels);
    places[size++] = handle;
    byIndex = places;
    return handle;
  }

  /** The series that was given this index. */
  SeriesHandle get(int index) {
    SeriesHandle handle = byIndex[index];
    if (handle == null) {
      throw new IllegalArgumentException("no series has index " + index);
    }
    return handle;
  }
}
