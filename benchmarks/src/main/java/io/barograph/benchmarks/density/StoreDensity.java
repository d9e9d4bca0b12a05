package io.barograph.benchmarks.density;

import static java.util.Objects.requireNonNull;

import io.barograph.benchmarks.dataset.CapturedDataSet;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.StoreSettings;
import io.barograph.timescale.TimescaleStore;
import io.barograph.timescale.block.BlockCompression;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.compact.CompactionSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import reactor.core.publisher.Mono;

/**
 * Writes an hour of a fleet into an empty database, as agents would, and prints what a sample of it
 * takes on disk, everything counted but the write-ahead log.
 *
 * <p>Arguments: {@code timescaledb} (default) or {@code postgresql}, and how many instances to make
 * of the captured one (default 12, above 10,000 series).
 */
public final class StoreDensity {
  private static final double MOST_BYTES_PER_SAMPLE = 1.0;
  private static final long HOUR = 3_600_000;
  private static final long FRESH_PARTITION = 120_000;
  private static final int TICKS_PER_FLUSH = 3;
  private static final int TICKS_PER_COMPACTION = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TestDatabase database;
  private final TimescaleStore store;
  private final FleetHour fleet;
  private final int ticks;
  private long samples;

  private StoreDensity(TestDatabase database, TimescaleStore store, FleetHour fleet, int ticks) {
    this.database = database;
    this.store = store;
    this.fleet = fleet;
    this.ticks = ticks;
  }

  /** Runs it once; see the class for the arguments. */
  public static void main(String[] arguments) throws IOException, SQLException {
    String kind = arguments.length > 0 ? arguments[0] : "timescaledb";
    int instances = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 12;
    double bytesPerSample =
        measure(
            DatabaseKind.valueOf(kind.toUpperCase(Locale.ROOT)),
            instances,
            FleetHour.TICKS,
            BlockCompression.NONE);
    if (bytesPerSample > MOST_BYTES_PER_SAMPLE) {
      throw new IllegalStateException(
          "%.4f bytes a sample are more than %.1f"
              .formatted(bytesPerSample, MOST_BYTES_PER_SAMPLE));
    }
  }

  /** Writes so many ticks, prints what they take, and answers the bytes a sample in the end. */
  public static double measure(
      DatabaseKind kind, int instances, int ticks, BlockCompression compression)
      throws IOException, SQLException {
    Clock clock = Clock.systemUTC();
    // The hours before the one that is going on: full, and well within retention.
    long hours = Math.ceilDiv(ticks, FleetHour.TICKS);
    long hour = (Math.floorDiv(clock.millis(), HOUR) - hours) * HOUR;
    FleetHour fleet = new FleetHour(CapturedDataSet.load(), instances, hour);
    try (TestDatabase database = TestDatabase.create(kind)) {
      // Compactions happen where they are asked for, never by the leader's clock.
      StoreSettings settings =
          StoreSettings.of(DatabaseAddress.parse(database.url()))
              .withCompaction(
                  CompactionSettings.DEFAULT
                      .withInterval(Duration.ofDays(1))
                      .withCompression(compression));
      TimescaleStore store =
          requireNonNull(TimescaleStore.open(settings, new SimpleMeterRegistry()).block(PATIENCE));
      StoreDensity density = new StoreDensity(database, store, fleet, ticks);
      try {
        System.out.printf(
            "%s, %d instances, %d series, compression %s, from %s%n",
            store.edition(),
            instances,
            fleet.labels().size(),
            compression,
            Instant.ofEpochMilli(hour));
        DiskUse after = density.run(clock);
        density.require(after);
        return (double) after.all() / density.samples;
      } finally {
        store.close().block(PATIENCE);
      }
    }
  }

  private DiskUse run(Clock clock) throws SQLException {
    SeriesResolution series = requireNonNull(store.resolve(fleet.labels()).block(PATIENCE));
    store.describe(fleet.metadata()).block(PATIENCE);
    int flushes = 0;
    int compactions = 0;
    for (int tick = 0; tick < ticks; tick += TICKS_PER_FLUSH) {
      flush(series, tick);
      flushes++;
      if ((tick + TICKS_PER_FLUSH) % TICKS_PER_COMPACTION == 0 && tick + TICKS_PER_FLUSH < ticks) {
        compact();
        compactions++;
      }
    }
    DiskUse before = measure();
    compact();
    // The hour arrived within seconds, so its fresh rows share a partition that is not over yet;
    // in a real hour all but the last two minutes would be dropped by now.
    long now = clock.millis();
    Mono.delay(Duration.ofMillis(FRESH_PARTITION - now % FRESH_PARTITION + 1000)).block();
    compact();
    DiskUse after = measure();
    System.out.printf(
        "%d samples, %d flushes of %d ticks, %d compactions before the final two%n",
        samples, flushes, TICKS_PER_FLUSH, compactions);
    System.out.println(
        "compactNow() checks the settled chunk for air every time; the leader every 15 minutes");
    print(before, after);
    return after;
  }

  private void flush(SeriesResolution series, int firstTick) {
    SampleColumns columns = new SampleColumns();
    for (int tick = firstTick; tick < firstTick + TICKS_PER_FLUSH; tick++) {
      fleet.tick(
          tick, (index, timestamp, value) -> columns.add(series.id(index), timestamp, value));
    }
    samples += columns.size();
    SampleBatch batch =
        new SampleBatch(
            series.generation(),
            columns.seriesIds(),
            columns.timestamps(),
            columns.values(),
            columns.size());
    store.append(batch).block(PATIENCE);
  }

  private void compact() {
    var _ = store.compactNow().block(PATIENCE);
  }

  private DiskUse measure() throws SQLException {
    try (Connection session = database.connect()) {
      return DiskUse.measure(session);
    }
  }

  private void print(DiskUse before, DiskUse after) {
    System.out.printf("%n%-34s %14s %14s%n", "bytes/sample", "before final", "after final");
    print("payload of settled rows only", before.payload(), after.payload());
    print("settled_block, indexes and TOAST", before.settled(), after.settled());
    print("series tables", before.series(), after.series());
    print("fresh_block", before.fresh(), after.fresh());
    print("all relations", before.all(), after.all());
    System.out.printf("%nbytes after the final compaction, by relation%n");
    after.relations().forEach((name, bytes) -> System.out.printf("%-34s %,14d%n", name, bytes));
  }

  private void print(String what, long before, long after) {
    System.out.printf(
        "%-34s %14.4f %14.4f%n", what, (double) before / samples, (double) after / samples);
  }

  /** Fewer bytes would be no merit if samples were missing. */
  private void require(DiskUse after) {
    if (after.settledSamples() != samples) {
      throw new IllegalStateException(
          "%d samples are settled, %d were written".formatted(after.settledSamples(), samples));
    }
  }
}
