package io.barograph.timescale;

import io.barograph.timescale.append.AppendSettings;
import io.barograph.timescale.catalog.SeriesLimits;
import java.time.Duration;

/**
 * How a store works.
 *
 * @param connectTimeout when a database that does not take a connection counts as gone
 */
public record StoreSettings(
    DatabaseAddress address, SeriesLimits limits, AppendSettings append, Duration connectTimeout) {
  /** What fits a JVM with the heap of this one. */
  public static StoreSettings of(DatabaseAddress address) {
    return new StoreSettings(
        address,
        SeriesLimits.DEFAULT,
        AppendSettings.forHeap(Runtime.getRuntime().maxMemory()),
        Duration.ofSeconds(3));
  }

  public StoreSettings withLimits(SeriesLimits changed) {
    return new StoreSettings(address, changed, append, connectTimeout);
  }

  public StoreSettings withAppend(AppendSettings changed) {
    return new StoreSettings(address, limits, changed, connectTimeout);
  }
}
