package io.barograph.timescale;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.TimeRange;
import io.barograph.storage.alerts.AlertFeed;
import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.AlertStates;
import io.barograph.storage.inventory.Inventory;
import io.barograph.storage.inventory.InventoryWriter;
import io.barograph.storage.records.RecordAppender;
import io.barograph.storage.records.Records;
import io.barograph.storage.rules.RuleSource;
import io.barograph.timescale.alerts.AlertRetentionDuty;
import io.barograph.timescale.alerts.DatabaseAlertFeed;
import io.barograph.timescale.alerts.DatabaseAlertHistory;
import io.barograph.timescale.alerts.DatabaseAlertStates;
import io.barograph.timescale.alerts.DatabaseRuleSource;
import io.barograph.timescale.append.SampleWriter;
import io.barograph.timescale.catalog.SeriesCatalog;
import io.barograph.timescale.catalog.SeriesExpiry;
import io.barograph.timescale.catalog.SeriesIndex;
import io.barograph.timescale.compact.CompactionReport;
import io.barograph.timescale.compact.Compactor;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.ReusedConnection;
import io.barograph.timescale.inventory.DatabaseInventory;
import io.barograph.timescale.inventory.DatabaseInventoryWriter;
import io.barograph.timescale.inventory.PresenceDuty;
import io.barograph.timescale.leader.DatabaseSessions;
import io.barograph.timescale.leader.LeaderDuty;
import io.barograph.timescale.leader.Leadership;
import io.barograph.timescale.metadata.MetadataWriter;
import io.barograph.timescale.notification.NotificationStore;
import io.barograph.timescale.records.DatabaseRecords;
import io.barograph.timescale.records.Reads;
import io.barograph.timescale.records.RecordRetentionDuty;
import io.barograph.timescale.records.RecordWriter;
import io.barograph.timescale.schema.DatabaseEdition;
import io.barograph.timescale.schema.Schema;
import io.barograph.timescale.select.BlockQuerier;
import io.barograph.timescale.size.TableSizes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The storage ports on TimescaleDB or plain PostgreSQL. */
public final class TimescaleStore implements SampleAppender, SeriesQuerier {
  private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(5);
  private static final Duration LEADER_PACE = Duration.ofSeconds(5);
  private static final Duration ALERTS_PATIENCE = Duration.ofSeconds(10);

  private final DatabaseEdition edition;
  private final Scheduler workers;
  private final SeriesCatalog catalog;
  private final SampleWriter writer;
  private final MetadataWriter metadata;
  private final BlockQuerier querier;
  private final Compactor compactor;
  private final Leadership leadership;
  private final ReusedConnection alerts;
  private final DatabaseAlertStates alertStates;
  private final NotificationStore notifications;
  private final RecordWriter recordWriter;
  private final Reads reads;
  private final Records records;
  private final DatabaseInventoryWriter inventoryWriter;

  private TimescaleStore(
      DatabaseEdition edition, StoreSettings settings, Clock clock, MeterRegistry registry) {
    this.edition = edition;
    this.workers =
        Schedulers.newParallel("barograph-store", Runtime.getRuntime().availableProcessors());
    Connections connections = new Connections(settings.address(), settings.connectTimeout());
    this.catalog = new SeriesCatalog(connections, workers, settings.limits(), registry);
    this.writer = new SampleWriter(catalog, connections, workers, settings.append(), registry);
    this.metadata = new MetadataWriter(connections, workers);
    this.querier = new BlockQuerier(catalog, connections, workers, settings.query(), registry);
    DatabaseSessions sessions = DatabaseSessions.to(settings.address());
    this.compactor = new Compactor(sessions, settings.compaction(), clock, registry);
    List<LeaderDuty> duties = new ArrayList<>(compactor.duties());
    duties.add(new SeriesExpiry(settings.compaction().retention(), clock));
    duties.add(new TableSizes(clock, registry));
    duties.add(new AlertRetentionDuty(settings.alertHistory(), clock));
    duties.add(new RecordRetentionDuty(settings.records(), clock));
    duties.add(new PresenceDuty(settings.remembered(), clock));
    this.alerts = new ReusedConnection(connections, ALERTS_PATIENCE);
    this.alertStates = new DatabaseAlertStates(sessions);
    this.notifications = new NotificationStore(connections, sessions);
    this.recordWriter = new RecordWriter(connections, registry, clock);
    this.reads = new Reads(connections);
    this.records = new DatabaseRecords(reads);
    this.inventoryWriter = new DatabaseInventoryWriter(connections);
    this.leadership = new Leadership(sessions, duties, registry);
  }

  /**
   * Brings the tables up to date, reads all series and gives the store, which leads the servers on
   * this database if no other does; the caller closes it.
   *
   * <p>Fails with {@link io.barograph.timescale.schema.SchemaException} if the database cannot be
   * used as it is.
   */
  public static Mono<TimescaleStore> open(StoreSettings settings, MeterRegistry registry) {
    return open(settings, Clock.systemUTC(), registry);
  }

  /**
   * The same with a clock that says what is past retention.
   *
   * @see #open(StoreSettings, MeterRegistry)
   */
  public static Mono<TimescaleStore> open(
      StoreSettings settings, Clock clock, MeterRegistry registry) {
    return Mono.fromCallable(() -> Schema.migrate(settings.address()))
        .subscribeOn(Schedulers.boundedElastic())
        .map(edition -> new TimescaleStore(edition, settings, clock, registry))
        .flatMap(
            store ->
                store
                    .catalog
                    .refresh()
                    .onErrorResume(error -> store.close().then(Mono.error(error)))
                    .thenReturn(store))
        .doOnNext(store -> store.leadership.start(LEADER_PACE));
  }

  @Override
  public Mono<SeriesResolution> resolve(List<Labels> series) {
    return catalog.resolve(series);
  }

  @Override
  public Mono<Void> append(SampleBatch batch) {
    return writer.append(batch);
  }

  @Override
  public Mono<Void> describe(Collection<MetricMetadata> described) {
    return metadata.describe(described);
  }

  @Override
  public long seriesGeneration() {
    return catalog.generation();
  }

  @Override
  public Flux<Series> select(TimeRange range, List<LabelMatcher> matchers) {
    return querier.select(range, matchers);
  }

  @Override
  public Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers) {
    return querier.labels(range, matchers);
  }

  @Override
  public Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers) {
    return querier.labelNames(range, matchers);
  }

  @Override
  public Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers) {
    return querier.labelValues(name, range, matchers);
  }

  @Override
  public Flux<MetricMetadata> metadata() {
    return querier.metadata();
  }

  /** The states of alerts. */
  public AlertStates alertStates() {
    return alertStates;
  }

  /** The alerts that fire, for notification. */
  public AlertFeed alertFeed() {
    return new DatabaseAlertFeed(alerts);
  }

  /** The history of alerts. */
  public AlertHistory alertHistory() {
    return new DatabaseAlertHistory(alerts);
  }

  /** What notification needs. */
  public NotificationStore notifications() {
    return notifications;
  }

  /** Takes transactions, exceptions and events. */
  public RecordAppender recordAppender() {
    return recordWriter;
  }

  /** Transactions, exceptions and events. */
  public Records records() {
    return records;
  }

  /** Takes what was seen of hosts and processes. */
  public InventoryWriter inventoryWriter() {
    return inventoryWriter;
  }

  /** Hosts and processes. */
  public Inventory inventory() {
    return new DatabaseInventory(reads);
  }

  /** Rules and alerts, to be shown. */
  public RuleSource ruleSource() {
    return new DatabaseRuleSource(alerts);
  }

  /** Settles everything committed so far; see {@link Compactor#compactNow}. */
  public Mono<CompactionReport> compactNow() {
    return compactor.compactNow();
  }

  /** Asks the database; answers within seconds even if that hangs. */
  public Mono<StoreHealth> health() {
    return catalog
        .refresh()
        .thenReturn(StoreHealth.AVAILABLE)
        .timeout(HEALTH_PATIENCE, Mono.just(StoreHealth.SILENT))
        .onErrorResume(error -> Mono.just(StoreHealth.unavailable(error)));
  }

  /** What kind of database this is. */
  public DatabaseEdition edition() {
    return edition;
  }

  /** The series, for queries. */
  public SeriesIndex index() {
    return catalog;
  }

  /** Refuses new work, stores what waits, closes connections and ends the workers. */
  public Mono<Void> close() {
    return writer
        .close()
        .then(metadata.close())
        .then(querier.close())
        .then(catalog.close())
        .then(notifications.close())
        .then(recordWriter.close())
        .then(inventoryWriter.close())
        .then(reads.close())
        .then(alerts.close())
        .then(Mono.fromRunnable(alertStates::close).subscribeOn(Schedulers.boundedElastic()).then())
        .then(Mono.fromRunnable(leadership::close).subscribeOn(Schedulers.boundedElastic()).then())
        .onErrorComplete()
        .doFinally(signal -> workers.dispose());
  }

  /** As {@link #close}, but gives up after {@code patience} and fails what still waits. */
  public Mono<Void> close(Duration patience) {
    return close()
        .timeout(patience)
        .onErrorResume(
            error -> {
              writer.abandon();
              return Mono.empty();
            });
  }
}
