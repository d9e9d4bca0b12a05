package io.barograph.timescale;

import io.barograph.timescale.append.AppendSettings;
import io.barograph.timescale.catalog.SeriesLimits;
import io.barograph.timescale.compact.CompactionSettings;
import io.barograph.timescale.select.QuerySettings;
import java.time.Duration;

/**
 * How a store works.
 *
 * @param alertHistory how long the history of alerts is kept
 * @param records how long transactions, exceptions and events are kept
 * @param remembered how long hosts and processes stay that are not seen any more
 * @param connectTimeout when a database that does not take a connection counts as gone
 */
public record StoreSettings(
    DatabaseAddress address,
    SeriesLimits limits,
    AppendSettings append,
    QuerySettings query,
    CompactionSettings compaction,
    Duration alertHistory,
    Duration records,
    Duration remembered,
    Duration connectTimeout) {
  /** What fits a JVM with the heap of this one. */
  public static StoreSettings of(DatabaseAddress address) {
    return new StoreSettings(
        address,
        SeriesLimits.DEFAULT,
        AppendSettings.forHeap(Runtime.getRuntime().maxMemory()),
        QuerySettings.DEFAULT,
        CompactionSettings.DEFAULT,
        Duration.ofDays(90),
        Duration.ofDays(30),
        Duration.ofDays(7),
        Duration.ofSeconds(3));
  }

  public StoreSettings withLimits(SeriesLimits changed) {
    return new StoreSettings(
        address,
        changed,
        append,
        query,
        compaction,
        alertHistory,
        records,
        remembered,
        connectTimeout);
  }

  public StoreSettings withAppend(AppendSettings changed) {
    return new StoreSettings(
        address,
        limits,
        changed,
        query,
        compaction,
        alertHistory,
        records,
        remembered,
        connectTimeout);
  }

  public StoreSettings withQuery(QuerySettings changed) {
    return new StoreSettings(
        address,
        limits,
        append,
        changed,
        compaction,
        alertHistory,
        records,
        remembered,
        connectTimeout);
  }

  public StoreSettings withCompaction(CompactionSettings changed) {
    return new StoreSettings(
        address, limits, append, query, changed, alertHistory, records, remembered, connectTimeout);
  }

  public StoreSettings withAlertHistory(Duration changed) {
    return new StoreSettings(
        address, limits, append, query, compaction, changed, records, remembered, connectTimeout);
  }

  public StoreSettings withRecords(Duration changed) {
    return new StoreSettings(
        address,
        limits,
        append,
        query,
        compaction,
        alertHistory,
        changed,
        remembered,
        connectTimeout);
  }

  public StoreSettings withRemembered(Duration changed) {
    return new StoreSettings(
        address, limits, append, query, compaction, alertHistory, records, changed, connectTimeout);
  }
}
