package io.barograph.promql.evaluate;

import io.barograph.model.Labels;
import io.barograph.model.StaleMarker;
import io.barograph.promql.step.RangeSeries;
import io.barograph.storage.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A series that storage gave, in the two forms that selectors need. */
final class LoadedSeries {
  private final Series series;
  private @Nullable RangeSeries withoutStaleMarkers;

  LoadedSeries(Series series) {
    this.series = series;
  }

  Labels labels() {
    return series.labels();
  }

  /** All samples, stale markers included: to an instant selector they end the series. */
  Series series() {
    return series;
  }

  /** What range selectors see. */
  RangeSeries forRanges() {
    RangeSeries known = withoutStaleMarkers;
    if (known == null) {
      known = strip();
      withoutStaleMarkers = known;
    }
    return known;
  }

  private RangeSeries strip() {
    double[] values = series.values();
    long[] timestamps = series.timestamps();
    int size = series.size();
    // One look at a counter's samples says both that none is stale and that none falls.
    int rising = RangeSeries.rising(values, size);
    if (rising == size) {
      return RangeSeries.allRising(series.labels(), timestamps, values, size);
    }
    int stale = 0;
    for (int i = rising; i < size; i++) {
      if (StaleMarker.isStale(values[i])) {
        stale++;
      }
    }
    if (stale > 0) {
      values = Arrays.copyOf(values, size);
      timestamps = Arrays.copyOf(timestamps, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (!StaleMarker.isStale(values[i])) {
          values[kept] = values[i];
          timestamps[kept++] = timestamps[i];
        }
      }
      size = kept;
    }
    return new RangeSeries(series.labels(), false, timestamps, values, size);
  }
}
