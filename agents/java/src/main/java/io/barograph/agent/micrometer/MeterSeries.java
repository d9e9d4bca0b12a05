package io.barograph.agent.micrometer;

import io.barograph.agent.SeriesHandle;
import io.barograph.model.StaleMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The series of one meter. To tell their values costs no allocation. */
final class MeterSeries {
  private final List<Reading> readings = new ArrayList<>();
  private @Nullable Buckets buckets;
  private SeriesHandle[] bucketHandles = {};
  private boolean begun;

  /**
   * @param counts whether it counts from zero; otherwise it is a gauge
   */
  private record Reading(SeriesHandle handle, DoubleSupplier value, boolean counts) {}

  void addCount(SeriesHandle handle, DoubleSupplier value) {
    readings.add(new Reading(handle, value, true));
  }

  void addGauge(SeriesHandle handle, DoubleSupplier value) {
    readings.add(new Reading(handle, value, false));
  }

  /** Two more handles than bounds: of the bucket above the highest, and of the count. */
  void addBuckets(Buckets histogram, SeriesHandle[] handles) {
    buckets = histogram;
    bucketHandles = handles;
  }

  /**
   * Tells all values.
   *
   * @param before the time of the report before this, when a meter that is new since then was at
   *     zero: without that, no rate would ever know of what was counted first
   */
  void append(long timestamp, long before) {
    if (!begun) {
      begun = true;
      appendZeros(before);
    }
    for (Reading reading : readings) {
      double value = reading.value.getAsDouble();
      // What a gauge watched is gone, or nothing is known yet.
      if (!Double.isNaN(value)) {
        reading.handle.append(timestamp, value);
      }
    }
    if (buckets != null) {
      long count = 0;
      for (int i = 0; i <= buckets.bounds(); i++) {
        count += buckets.in(i);
        bucketHandles[i].append(timestamp, (double) count);
      }
      // Not asked for again, so that the count is that of the buckets whatever happens meanwhile.
      bucketHandles[buckets.bounds() + 1].append(timestamp, (double) count);
    }
  }

  private void appendZeros(long timestamp) {
    for (Reading reading : readings) {
      if (reading.counts) {
        reading.handle.append(timestamp, 0);
      }
    }
    for (SeriesHandle handle : bucketHandles) {
      handle.append(timestamp, 0);
    }
  }

  /** Ends the series: the meter is removed. */
  void end(long timestamp) {
    for (Reading reading : readings) {
      reading.handle.append(timestamp, StaleMarker.VALUE);
    }
    for (SeriesHandle handle : bucketHandles) {
      handle.append(timestamp, StaleMarker.VALUE);
    }
  }
}
