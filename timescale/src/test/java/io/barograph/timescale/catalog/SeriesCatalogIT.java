package io.barograph.timescale.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.schema.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@OnEachDatabase
final class SeriesCatalogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestDatabase database;
  private final List<SeriesCatalog> open = new ArrayList<>();

  SeriesCatalogIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void emptyTables() throws SQLException {
    Schema.migrate(DatabaseAddress.parse(database.url()));
    ask(
        "TRUNCATE barograph.series_group;"
            + " UPDATE barograph.catalog_state SET next_group = 1, registration = 0; SELECT 1");
  }

  @AfterEach
  void closeCatalogs() {
    open.forEach(catalog -> catalog.close().block(PATIENCE));
  }

  private SeriesCatalog catalog(SeriesLimits limits) {
    SeriesCatalog catalog =
        new SeriesCatalog(
            new Connections(DatabaseAddress.parse(database.url()), Duration.ofSeconds(5)),
            Schedulers.parallel(),
            limits,
            new SimpleMeterRegistry());
    open.add(catalog);
    catalog.refresh().block(PATIENCE);
    return catalog;
  }

  private SeriesCatalog catalog() {
    return catalog(SeriesLimits.DEFAULT);
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      while (statement.getResultSet() == null) {
        statement.getMoreResults();
      }
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static Labels labels(String metric, int i) {
    return Labels.of("__name__", metric, "host", "h" + i, "job", "node");
  }

  private static List<Labels> series(String metric, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> labels(metric, i)).toList();
  }

  private static SeriesResolution resolve(SeriesCatalog catalog, List<Labels> series) {
    return catalog.resolve(series).blockOptional(PATIENCE).orElseThrow();
  }

  private static List<Long> ids(SeriesResolution resolution) {
    return IntStream.range(0, resolution.size()).mapToObj(resolution::id).toList();
  }

  @Test
  void idsStayTheSameForOtherServersAndAfterARestart() throws SQLException {
    SeriesCatalog first = catalog();
    List<Labels> series = series("up", 0, 200);
    List<Long> given = ids(resolve(first, series));
    assertThat(given.getFirst()).isEqualTo(128);
    assertThat(given.get(127)).isEqualTo(255);
    assertThat(given.get(128)).isEqualTo(256);
    assertThat(ids(resolve(first, series))).isEqualTo(given);

    SeriesCatalog second = catalog();
    assertThat(second.size()).isEqualTo(200);
    assertThat(ids(resolve(second, series))).isEqualTo(given);
    assertThat(second.labels(300)).isEqualTo(series.get(172));
    assertThat(second.labels(999)).isNull();
    assertThat(ask("SELECT count(*) || ' ' || max(labels->>'host') FROM barograph.series"))
        .isEqualTo("200 h99");
  }

  @Test
  void seesWhatOtherServersRegister() {
    SeriesCatalog first = catalog();
    SeriesCatalog second = catalog();
    resolve(first, series("up", 0, 3));
    assertThat(second.size()).isZero();
    second.refresh().block(PATIENCE);
    assertThat(second.size()).isEqualTo(3);
    resolve(first, series("up", 3, 5));
    assertThat(ids(resolve(second, series("up", 0, 6))))
        .containsExactly(128L, 129L, 130L, 131L, 132L, 133L);
    first.refresh().block(PATIENCE);
    assertThat(first.find(List.of(LabelMatcher.equal("__name__", "up"))))
        .containsExactly(new SelectedGroup(1, 6, 0b111111, 0));
  }

  @Test
  void serversThatRegisterTheSameSeriesAtOnceAgree() {
    List<SeriesCatalog> servers = List.of(catalog(), catalog(), catalog());
    List<List<Long>> answers =
        Flux.range(0, 60)
            .flatMap(
                i ->
                    servers
                        .get(i % 3)
                        .resolve(series("shared", i / 3 * 10, i / 3 * 10 + 50))
                        .subscribeOn(Schedulers.parallel())
                        .map(SeriesCatalogIT::ids),
                60)
            .collectList()
            .blockOptional(PATIENCE)
            .orElseThrow();
    assertThat(answers).hasSize(60);
    List<Labels> all = series("shared", 0, 240);
    List<Long> ids = ids(resolve(servers.get(0), all));
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids(resolve(servers.get(1), all))).isEqualTo(ids);
    assertThat(ids(resolve(catalog(), all))).isEqualTo(ids);
  }

  @Test
  void manyCallersAtOnceShareFewTransactions() throws SQLException {
    SeriesCatalog catalog = catalog();
    Flux.range(0, 1_000)
        .flatMap(i -> catalog.resolve(series("m" + i % 7, i, i + 3)), 1_000)
        .then()
        .block(PATIENCE);
    assertThat(catalog.size()).isGreaterThan(1_000);
    assertThat(Integer.parseInt(ask("SELECT registration FROM barograph.catalog_state")))
        .isLessThan(100);
  }

  @Test
  void limitsRefuseSeriesOneByOneAndSayWhatToDo() {
    SeriesCatalog catalog = catalog(new SeriesLimits(3, 5));
    List<Labels> series = new ArrayList<>(series("a", 0, 4));
    series.add(Labels.of("host", "nameless"));
    series.add(Labels.of("__name__", "a", "text", "zero \0"));
    series.addAll(series("b", 0, 3));
    SeriesResolution resolution = resolve(catalog, series);
    assertThat(resolution.id(2)).isPositive();
    assertThat(resolution.rejection(3))
        .isEqualTo(
            new Rejection(
                RejectReason.TOO_MANY_SERIES_PER_METRIC,
                "metric \"a\" has 3 series, limit is 3; drop labels with many values or raise the limit"));
    assertThat(reason(resolution, 4)).isEqualTo(RejectReason.MISSING_METRIC_NAME);
    assertThat(reason(resolution, 5)).isEqualTo(RejectReason.INVALID_LABEL);
    assertThat(resolution.id(7)).isPositive();
    assertThat(reason(resolution, 8)).isEqualTo(RejectReason.TOO_MANY_SERIES);
    assertThat(catalog.size()).isEqualTo(5);
  }

  private static RejectReason reason(SeriesResolution resolution, int index) {
    Rejection rejection = resolution.rejection(index);
    assertThat(rejection).isNotNull();
    return rejection.reason();
  }

  @Test
  void answersForLabelNamesAndValues() {
    SeriesCatalog catalog = catalog();
    resolve(catalog, series("up", 0, 3));
    resolve(catalog, List.of(Labels.of("__name__", "load", "zone", "z")));
    List<SelectedGroup> all = catalog.find(List.of());
    assertThat(catalog.labelNames(all)).containsExactly("__name__", "host", "job", "zone");
    assertThat(catalog.labelValues("host", all)).containsExactly("h0", "h1", "h2");
    assertThat(catalog.labelValues("__name__", all)).containsExactly("load", "up");
    List<SelectedGroup> some = catalog.find(List.of(LabelMatcher.equal("host", "h1")));
    assertThat(catalog.labelValues("host", some)).containsExactly("h1");
    assertThat(catalog.labelNames(List.of())).isEmpty();
  }

  @Test
  void removedSeriesAreForgottenWithTheirGeneration() throws SQLException {
    SeriesCatalog catalog = catalog();
    resolve(catalog, series("old", 0, 3));
    resolve(catalog, series("new", 0, 3));
    long before = catalog.generation();
    ask(
        "DELETE FROM barograph.series_group WHERE metric = 'old';"
            + " UPDATE barograph.catalog_state SET generation = generation + 1,"
            + " registration = registration + 1; SELECT 1");
    catalog.refresh().block(PATIENCE);
    assertThat(catalog.generation()).isEqualTo(before + 1);
    assertThat(catalog.size()).isEqualTo(3);
    assertThat(catalog.labels(128)).isNull();
    assertThat(resolve(catalog, series("old", 0, 1)).id(0)).isEqualTo(3L << 7);
  }

  @Test
  void anAbsentDatabaseIsUnavailable() {
    SeriesCatalog catalog =
        new SeriesCatalog(
            new Connections(
                new DatabaseAddress("127.0.0.1", 1, "d", "u", "p", "disable"),
                Duration.ofSeconds(2)),
            Schedulers.parallel(),
            SeriesLimits.DEFAULT,
            new SimpleMeterRegistry());
    Mono<SeriesResolution> resolution = catalog.resolve(series("up", 0, 1));
    assertThatThrownBy(() -> resolution.block(PATIENCE))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessageContaining("the database does not answer");
    assertThatThrownBy(() -> catalog.refresh().block(PATIENCE))
        .isInstanceOf(StorageUnavailableException.class);
  }
}
