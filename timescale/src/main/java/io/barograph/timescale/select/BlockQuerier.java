package io.barograph.timescale.select;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.SeriesOffsets;
import io.barograph.timescale.catalog.CatalogVersion;
import io.barograph.timescale.catalog.SelectedGroup;
import io.barograph.timescale.catalog.SeriesIndex;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.DatabaseErrors;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Answers queries from sample blocks. Which series are meant is known in memory; their rows are
 * read slice by slice, so that memory is bounded by the slice and not by the answer, and decoded on
 * the workers. At most one slice is read ahead of what the subscriber asks for.
 */
public final class BlockQuerier implements SeriesQuerier {
  /** Rows on their way from the event loop to a worker. */
  private static final int ROWS_IN_FLIGHT = 64;

  /** In longer ranges nearly every series has lived, and looking costs more than it saves. */
  private static final long MAX_WINDOWS_TO_LOOK_INTO = 48;

  private final SeriesIndex index;
  private final ConnectionPool pool;
  private final Snapshots snapshots;
  private final Scheduler workers;
  private final QuerySettings settings;
  private final QueryMeters meters;

  /** A querier with no connection open yet; {@link #close} ends those it opens. */
  public BlockQuerier(
      SeriesIndex index,
      Connections connections,
      Scheduler workers,
      QuerySettings settings,
      MeterRegistry registry) {
    this.index = index;
    this.pool = connections.pool("barograph-query", settings.connections(), session(settings));
    this.snapshots = new Snapshots(pool);
    this.workers = workers;
    this.settings = settings;
    this.meters = new QueryMeters(registry, pool.getMetrics().orElseThrow());
  }

  private static Map<String, String> session(QuerySettings settings) {
    return Map.of(
        "statement_timeout",
        Long.toString(settings.statementTimeout().toMillis()),
        // A subscriber that asks for nothing for two minutes loses the snapshot, because it keeps
        // chunks from being dropped.
        "idle_in_transaction_session_timeout",
        "2min",
        "work_mem",
        "32MB",
        // What a database may have been set to; read_blocks takes its snapshot late.
        "default_transaction_isolation",
        "read committed",
        // Compiling takes longer than any of these plans.
        "jit",
        "off");
  }

  @Override
  public Flux<Series> select(TimeRange range, List<LabelMatcher> matchers) {
    return Flux.defer(
        () -> {
          long started = System.nanoTime();
          return (range.isEmpty() ? Flux.<Series>empty() : samples(range, matchers))
              .onErrorMap(DatabaseErrors::translate)
              .doFinally(_ -> meters.ended(started));
        });
  }

  private Flux<Series> samples(TimeRange range, List<LabelMatcher> matchers) {
    return Mono.fromCallable(() -> new Known(index.version(), index.find(matchers)))
        .subscribeOn(workers)
        .flatMap(known -> BlocksAtOnce.mayHold(known.groups) ? atOnce(known, range) : Mono.empty())
        .map(samples -> Flux.fromIterable(() -> samples.series(index::labels)))
        .defaultIfEmpty(inSlices(range, matchers))
        .flatMapMany(Function.identity());
  }

  /** What the matchers select, as far as this server had heard of it at some time before. */
  private record Known(CatalogVersion version, List<SelectedGroup> groups) {}

  /** Empty if there is more to do than to read. */
  private Mono<SliceSamples> atOnce(Known known, TimeRange range) {
    SliceSamples samples = new SliceSamples(new Slice(known.groups), range);
    return Flux.usingWhen(
            Connections.take(pool),
            connection ->
                BlocksAtOnce.read(
                    connection, known.version, samples.slice(), range, settings.samplesInMemory()),
            Connection::close,
            (connection, _) -> connection.close(),
            Snapshots::abandon)
        .publishOn(workers, ROWS_IN_FLIGHT)
        .doOnNext(row -> row.addTo(samples))
        .ofType(BlocksAtOnce.End.class)
        .map(_ -> samples)
        .singleOrEmpty()
        .doOnNext(meters::read);
  }

  private Flux<Series> inSlices(TimeRange range, List<LabelMatcher> matchers) {
    return snapshots.read(
        selected(range, matchers),
        (snapshot, groups) -> groups.isEmpty() ? Flux.empty() : series(snapshot, groups, range));
  }

  private Flux<Series> series(Snapshot snapshot, List<SelectedGroup> groups, TimeRange range) {
    DamagedBlock.refuseAny(snapshot.damaged(), groups, range);
    Windows windows = Windows.of(range);
    return SettledSizes.read(snapshot.connection(), groups, windows)
        .flatMap(sizes -> plan(snapshot, groups, range, sizes))
        .flatMapIterable(Function.identity())
        .concatMap(
            slice ->
                samples(snapshot.connection(), slice, range, windows)
                    .flatMapIterable(samples -> () -> samples.series(index::labels)),
            1);
  }

  /** Slices of what may have samples: the time before a large fleet began costs little so. */
  private Mono<List<Slice>> plan(
      Snapshot snapshot, List<SelectedGroup> groups, TimeRange range, Map<Integer, Long> sizes) {
    SlicePlan plan = new SlicePlan(settings.samplesInMemory(), sizes);
    return BlocksAtOnce.mayHold(groups)
        ? Mono.just(plan.cut(groups))
        : LiveGroups.amongSizes(groups, sizes, snapshot.connection(), range).map(plan::cut);
  }

  private Mono<SliceSamples> samples(
      Connection snapshot, Slice slice, TimeRange range, Windows windows) {
    return Mono.defer(
        () -> {
          SliceSamples samples = new SliceSamples(slice, range);
          return FreshRows.read(snapshot, slice, range)
              .publishOn(workers, ROWS_IN_FLIGHT)
              .doOnNext(samples::addFresh)
              .thenMany(
                  SettledRows.read(snapshot, slice, windows)
                      .publishOn(workers, ROWS_IN_FLIGHT)
                      .doOnNext(samples::addSettled))
              .then(Mono.fromSupplier(() -> samples))
              .doOnNext(meters::read);
        });
  }

  @Override
  public Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers) {
    return overLive(range, matchers, groups -> Flux.fromIterable(groups).concatMap(this::labels));
  }

  private Flux<Labels> labels(SelectedGroup group) {
    return Flux.range(0, SeriesOffsets.GROUP_SIZE)
        .filter(group::contains)
        .mapNotNull(offset -> index.labels((long) group.groupId() << 7 | offset));
  }

  @Override
  public Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers) {
    return overLive(range, matchers, groups -> Flux.fromIterable(index.labelNames(groups)));
  }

  @Override
  public Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers) {
    return overLive(range, matchers, groups -> Flux.fromIterable(index.labelValues(name, groups)));
  }

  private <T> Flux<T> overLive(
      TimeRange range, List<LabelMatcher> matchers, Function<List<SelectedGroup>, Flux<T>> answer) {
    return selected(range, matchers)
        .flatMap(groups -> live(range, groups))
        .publishOn(workers)
        .flatMapMany(answer)
        .onErrorMap(DatabaseErrors::translate);
  }

  private Mono<List<SelectedGroup>> live(TimeRange range, List<SelectedGroup> groups) {
    boolean worthwhile = !groups.isEmpty() && Windows.of(range).count() <= MAX_WINDOWS_TO_LOOK_INTO;
    return worthwhile
        ? snapshots.read(snapshot -> LiveGroups.among(groups, snapshot, range)).single()
        : Mono.just(groups);
  }

  /** What the matchers select of all series that any server had registered before. */
  private Mono<List<SelectedGroup>> selected(TimeRange range, List<LabelMatcher> matchers) {
    return range.isEmpty()
        ? Mono.just(List.of())
        : index.refresh().then(Mono.fromCallable(() -> index.find(matchers)).subscribeOn(workers));
  }

  @Override
  public Flux<MetricMetadata> metadata() {
    return Flux.usingWhen(Connections.take(pool), MetadataRows::read, Connection::close)
        .onErrorMap(DatabaseErrors::translate);
  }

  /** Closes all connections; queries under way fail. */
  public Mono<Void> close() {
    return pool.disposeLater();
  }
}
