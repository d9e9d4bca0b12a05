package io.barograph.integration.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.load.ReadBack;
import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.SqlSamples;
import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.NodeExporter;
import io.barograph.integration.process.PrometheusServer;
import io.barograph.model.Labels;
import io.barograph.model.StaleMarker;
import io.barograph.storage.Series;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus scrapes itself and node_exporter each second and sends everything on. Afterwards every
 * sample of every series is the same in its own storage, over our HTTP and in our SQL. {@code make
 * compare-prometheus} does it for ten minutes.
 */
final class PrometheusComparisonIT {
  private static final Duration SCRAPING =
      Duration.ofSeconds(Integer.getInteger("barograph.comparison.seconds", 45));
  private static final int COMPACTIONS = 2;
  private static final String EVERYTHING = "{job=~\"prometheus|node\"}";

  @TempDir private Path directory;

  @Test
  void everySampleIsTheSame() {
    try (TestDatabase database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
        BarographServer server =
            BarographServer.on(database.url())
                .with("BAROGRAPH_COMPACTION_INTERVAL", "10s")
                .start();
        NodeExporter node = NodeExporter.start(directory);
        PrometheusServer prometheus =
            PrometheusServer.start(
                directory,
                server.http().base().resolve(RemoteWriteLoad.PATH),
                List.of(node.address()))) {
      long start = Clock.systemUTC().millis();
      await("scraping goes on")
          .pollDelay(SCRAPING)
          .atMost(SCRAPING.plusMinutes(2))
          .until(() -> server.metric("barograph_compaction_seconds_count") >= COMPACTIONS);
      prometheus.stopScraping(directory);
      prometheus.awaitAllSent();

      long end = Clock.systemUTC().millis() + 1_000;
      SortedMap<Labels, List<String>> theirs =
          byLabels(ReadBack.samples(prometheus.http(), EVERYTHING, start - 60_000, end));
      SortedMap<Labels, List<String>> ours =
          byLabels(ReadBack.samples(server.http(), EVERYTHING, start - 60_000, end));
      assertThat(theirs).as("series scraped").hasSizeGreaterThan(500);
      assertThat(ours).isEqualTo(theirs);
      assertThat(inSql(database)).isEqualTo(theirs);
    }
  }

  private static SortedMap<Labels, List<String>> inSql(TestDatabase database) {
    String matchers = "{\"job\": {\"re\": \"prometheus|node\"}}";
    return byLabels(
        SqlSamples.matching(database.address(), matchers).stream()
            .map(PrometheusComparisonIT::withoutStaleMarkers)
            .filter(series -> series.size() > 0)
            .toList());
  }

  /** Queries do not show stale markers, SQL does. */
  private static Series withoutStaleMarkers(Series series) {
    long[] timestamps = new long[series.size()];
    double[] values = new double[series.size()];
    int size = 0;
    for (int i = 0; i < series.size(); i++) {
      if (!StaleMarker.isStale(series.values()[i])) {
        timestamps[size] = series.timestamps()[i];
        values[size++] = series.values()[i];
      }
    }
    return new Series(
        series.labels(), Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size), size);
  }

  /** Text of timestamp and the bits of the value, so that a difference can be read. */
  private static SortedMap<Labels, List<String>> byLabels(Collection<Series> series) {
    SortedMap<Labels, List<String>> result = new TreeMap<>();
    for (Series one : series) {
      List<String> samples = new ArrayList<>(one.size());
      for (int i = 0; i < one.size(); i++) {
        samples.add(
            one.timestamps()[i] + " " + Long.toHexString(Double.doubleToLongBits(one.values()[i])));
      }
      assertThat(result.put(one.labels(), samples)).as("another %s", one.labels()).isNull();
    }
    return result;
  }
}
