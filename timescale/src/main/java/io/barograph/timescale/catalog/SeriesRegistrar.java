package io.barograph.timescale.catalog;

import io.barograph.model.Labels;
import io.barograph.storage.Rejection;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.timescale.catalog.CatalogTables.GroupRow;
import io.barograph.timescale.catalog.CatalogTables.State;
import io.barograph.timescale.catalog.SeriesTable.SeriesHash;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.ReusedConnection;
import io.barograph.timescale.waiting.WaitingLine;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps the series in memory and in the database the same: reads what other servers have
 * registered, and registers what all waiting callers miss in one transaction.
 */
final class SeriesRegistrar {
  private static final WaitingLine.Settings REGISTRATIONS =
      new WaitingLine.Settings("series", 2_000_000, 50_000);
  private static final WaitingLine.Settings REFRESHES =
      new WaitingLine.Settings("refreshes", 100_000, 100_000);
  private static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(10);

  /** Long enough to read millions of series at the start. */
  private static final Duration REFRESH_TIMEOUT = Duration.ofMinutes(2);

  /** A server that hangs shows at the one row that every refresh reads first. */
  private static final Duration STATE_TIMEOUT = Duration.ofSeconds(5);

  private static final int READ_AHEAD = 256;

  private final Scheduler scheduler;
  private final SeriesLimits limits;
  private final SeriesHash hash;
  private final CatalogMeters meters;
  private final ReusedConnection writing;
  private final ReusedConnection reading;
  private final WaitingLine<Request> registrations;
  private final WaitingLine<Request> refreshes;
  private volatile Progress progress;

  /** All series of registrations up to {@code registration} are in {@code known}. */
  private record Progress(KnownSeries known, long registration) {}

  SeriesRegistrar(
      Connections connections,
      Scheduler scheduler,
      SeriesLimits limits,
      SeriesHash hash,
      CatalogMeters meters) {
    this.scheduler = scheduler;
    this.limits = limits;
    this.hash = hash;
    this.meters = meters;
    this.progress = new Progress(new KnownSeries(0, hash), 0);
    this.writing = new ReusedConnection(connections, REGISTRATION_TIMEOUT);
    this.reading = new ReusedConnection(connections, REFRESH_TIMEOUT);
    this.registrations = new WaitingLine<>(REGISTRATIONS, scheduler, this::register);
    this.refreshes = new WaitingLine<>(REFRESHES, scheduler, ignored -> refreshNow());
  }

  /** Label sets that a caller misses, and afterwards why some of them were refused. */
  private static final class Request implements WaitingLine.Item {
    private final List<Labels> series;
    private volatile Map<Labels, Rejection> rejections = Map.of();

    Request(List<Labels> series) {
      this.series = series;
    }

    @Override
    public int weight() {
      return Math.max(1, series.size());
    }
  }

  KnownSeries known() {
    return progress.known;
  }

  CatalogVersion version() {
    Progress current = progress;
    return new CatalogVersion(current.registration, current.known.generation());
  }

  /** Learns what others registered before this call. */
  Mono<Void> refresh() {
    return Mono.defer(() -> refreshes.add(new Request(List.of())));
  }

  /** Makes series known, in the database first; answers with those it refused. */
  Mono<Map<Labels, Rejection>> registerAll(List<Labels> missing) {
    Request request = new Request(missing);
    return registrations.add(request).then(Mono.fromSupplier(() -> request.rejections));
  }

  private Mono<Void> refreshNow() {
    return reading.use(
        connection ->
            CatalogTables.state(connection)
                .timeout(STATE_TIMEOUT)
                .flatMap(state -> catchUp(connection, state, state.registration()))
                .then());
  }

  private Mono<Void> register(List<Request> requests) {
    return meters
        .timeRegistration(
            writing.inTransaction(
                connection ->
                    CatalogTables.lockForRegistration(connection)
                        .publishOn(scheduler)
                        .flatMap(
                            state ->
                                catchUp(connection, state, state.registration() - 1)
                                    .flatMap(known -> write(connection, state, known, requests)))))
        .publishOn(scheduler)
        .doOnNext(written -> publish(written, requests))
        .doOnError(StorageUnavailableException.class, registrations::failWaiting)
        .then();
  }

  private record Written(KnownSeries known, State state, Registration registration) {}

  private Mono<Written> write(
      PostgresqlConnection connection, State state, KnownSeries known, List<Request> requests) {
    Registration registration = new Registration(known, limits, state.nextGroup());
    for (Request request : requests) {
      request.series.forEach(registration::add);
    }
    Written written = new Written(known, state, registration);
    if (registration.size() == 0) {
      return Mono.just(written);
    }
    return CatalogTables.write(
            connection, state.registration(), registration.groups(), known.symbols())
        .then(CatalogTables.setNextGroup(connection, registration.nextGroup()))
        .thenReturn(written);
  }

  private void publish(Written written, List<Request> requests) {
    written.registration.groups().forEach(written.known::put);
    advance(new Progress(written.known, written.state.registration()));
    meters.registered(written.registration.size());
    requests.forEach(request -> request.rejections = written.registration.rejections());
  }

  /** Reads groups changed since the last time, or all of them if series have been removed since. */
  private Mono<KnownSeries> catchUp(
      PostgresqlConnection connection, State state, long registration) {
    Progress current = progress;
    boolean sameGeneration = current.known.generation() == state.generation();
    if (sameGeneration && current.registration >= registration) {
      return Mono.just(current.known);
    }
    KnownSeries known = sameGeneration ? current.known : new KnownSeries(state.generation(), hash);
    return CatalogTables.changedSince(connection, sameGeneration ? current.registration : 0)
        .publishOn(scheduler, READ_AHEAD)
        .doOnNext(row -> add(row, known))
        .then(
            Mono.fromSupplier(
                () -> {
                  advance(new Progress(known, registration));
                  return progress.known;
                }));
  }

  private static void add(GroupRow row, KnownSeries known) {
    SeriesGroup group = known.group(row.id());
    if (group == null) {
      group = new SeriesGroup(row.id(), row.metric());
    }
    known.put(group.with(LabelsJson.read(row.labels(), group.size(), known)));
  }

  /** Refreshes and registrations overlap, so progress may come late: it never goes back. */
  private synchronized void advance(Progress next) {
    long generation = progress.known.generation();
    boolean newer =
        next.known == progress.known
            ? next.registration > progress.registration
            : next.known.generation() > generation;
    if (newer) {
      progress = next;
    }
  }

  Mono<Void> close() {
    return registrations
        .close()
        .then(Mono.fromRunnable(refreshes::abandon))
        .then(writing.close())
        .then(reading.close());
  }
}
