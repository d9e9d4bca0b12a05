package io.barograph.timescale.compact;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import io.barograph.benchmarks.dataset.CapturedDataSet;
import io.barograph.benchmarks.density.FleetHour;
import io.barograph.benchmarks.ingest.ProcessCpu;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.StoreSettings;
import io.barograph.timescale.TimescaleStore;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.leader.DatabaseSessions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Compacts an hour of a fleet minute by minute, as the leader does, and prints the processor time
 * of it, quarter by quarter: this process apart from PostgreSQL. What the flushes in between cost
 * is left out. Every compaction rewrites the whole hour so far, so both counts of samples are
 * given: those that arrived, and those in the rows that were written.
 *
 * <p>Arguments: how many instances to make of the captured one (default 12, above 10,000 series),
 * and how many minutes to wait between compactions (default 1, 15 at most; a leader that has more
 * to do than it can waits longer). Linux only.
 */
final class CompactionCost {
  private static final long HOUR = 3_600_000;
  private static final int TICKS_PER_MINUTE = 6;
  private static final int LINES = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TimescaleStore store;
  private final FleetHour fleet;
  private final int minutes;
  private final Compactor compactor;
  private final Connection session;
  private final long databaseProcess;
  private final SeriesResolution series;

  private long now;

  private long freshSamples;
  private long settledSamples;
  private double seconds;
  private double serverSeconds;
  private double databaseSeconds;

  private CompactionCost(
      TimescaleStore store, String databaseUrl, FleetHour fleet, int minutes, long hour)
      throws SQLException {
    this.store = store;
    this.fleet = fleet;
    this.minutes = minutes;
    this.now = hour;
    DatabaseSessions sessions = DatabaseSessions.to(DatabaseAddress.parse(databaseUrl));
    compactor =
        new Compactor(
            sessions, CompactionSettings.DEFAULT, new SampleClock(), new SimpleMeterRegistry());
    session = sessions.open();
    databaseProcess = databaseProcess(session);
    series = requireNonNull(store.resolve(fleet.labels()).block(PATIENCE));
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    int instances = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 12;
    int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    long hour = Math.floorDiv(Clock.systemUTC().millis(), HOUR) * HOUR - HOUR;
    FleetHour fleet = new FleetHour(CapturedDataSet.load(), instances, hour);
    try (TestDatabase database = TestDatabase.create(DatabaseKind.TIMESCALEDB)) {
      // The store's own leader leaves the work to this program.
      StoreSettings settings =
          StoreSettings.of(DatabaseAddress.parse(database.url()))
              .withCompaction(CompactionSettings.DEFAULT.withInterval(Duration.ofDays(1)));
      TimescaleStore store =
          requireNonNull(TimescaleStore.open(settings, new SimpleMeterRegistry()).block(PATIENCE));
      try {
        System.out.printf(
            "%d instances, %d series, a sample every 10 s, compacted every %d min%n",
            instances, fleet.labels().size(), minutes);
        new CompactionCost(store, database.url(), fleet, minutes, hour).run();
      } finally {
        store.close().block(PATIENCE);
      }
    }
  }

  private void run() throws IOException, SQLException {
    System.out.printf(
        "%n| minutes | fresh samples | settled samples | s | server CPU s | PostgreSQL CPU s |"
            + " fresh samples/CPU s | settled samples/CPU s |%n"
            + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |%n");
    int ticks = FleetHour.TICKS;
    int since = 0;
    for (int tick = 0; tick < ticks; tick++) {
      flush(tick);
      now += TimeUnit.SECONDS.toMillis(10);
      boolean quarterIsOver = (tick + 1) % (ticks / LINES) == 0;
      if ((tick + 1 - since) == minutes * TICKS_PER_MINUTE || quarterIsOver) {
        compact();
        since = tick + 1;
      }
      if (quarterIsOver) {
        print((tick + 1 - ticks / LINES) / TICKS_PER_MINUTE, (tick + 1) / TICKS_PER_MINUTE);
      }
    }
  }

  private void flush(int tick) {
    SampleColumns columns = new SampleColumns();
    fleet.tick(tick, (index, time, value) -> columns.add(series.id(index), time, value));
    store
        .append(
            new SampleBatch(
                series.generation(),
                columns.seriesIds(),
                columns.timestamps(),
                columns.values(),
                columns.size()))
        .block(PATIENCE);
  }

  private void compact() throws IOException, SQLException {
    double databaseBefore = ProcessCpu.seconds(databaseProcess);
    double serverBefore = serverSeconds();
    long before = System.nanoTime();
    CompactionReport report = compactor.tryCompact(session).orElseThrow();
    seconds += (System.nanoTime() - before) / 1e9;
    serverSeconds += serverSeconds() - serverBefore;
    databaseSeconds += ProcessCpu.seconds(databaseProcess) - databaseBefore;
    freshSamples += report.freshSamples();
    settledSamples += report.settledSamples();
  }

  private void print(int from, int to) {
    double cpu = serverSeconds + databaseSeconds;
    System.out.printf(
        "| %d to %d | %d | %d | %.2f | %.2f | %.2f | %.0f | %.0f |%n",
        from,
        to,
        freshSamples,
        settledSamples,
        seconds,
        serverSeconds,
        databaseSeconds,
        freshSamples / cpu,
        settledSamples / cpu);
    freshSamples = 0;
    settledSamples = 0;
    seconds = 0;
    serverSeconds = 0;
    databaseSeconds = 0;
  }

  /** Shows the time of the samples. */
  private final class SampleClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }

  /** Of this process, compilation and garbage collection included. */
  private static double serverSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** The parent of all of the database's processes, one of which serves the session. */
  private static long databaseProcess(Connection session) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow().pid();
    }
  }
}
