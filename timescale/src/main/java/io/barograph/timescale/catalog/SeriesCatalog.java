package io.barograph.timescale.catalog;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.storage.Rejection;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.timescale.catalog.SeriesTable.SeriesHash;
import io.barograph.timescale.connection.Connections;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Label set to id, for all series of the store. Known series are answered from memory; unknown ones
 * of all callers that wait are registered together, in one transaction. A series stands in the
 * database before its id is given away.
 *
 * <p>Label sets are compared label by label. There is no fingerprint that two of them could share.
 */
public final class SeriesCatalog implements SeriesIndex {
  private final SeriesRegistrar registrar;
  private final CatalogMeters meters;

  /**
   * A catalogue that knows nothing yet; {@link #refresh} it before use.
   *
   * @param scheduler for the work on labels, which must not run on event loops
   */
  public SeriesCatalog(
      Connections connections, Scheduler scheduler, SeriesLimits limits, MeterRegistry registry) {
    this(connections, scheduler, limits, registry, SeriesHash.MIXED);
  }

  SeriesCatalog(
      Connections connections,
      Scheduler scheduler,
      SeriesLimits limits,
      MeterRegistry registry,
      SeriesHash hash) {
    this.meters = new CatalogMeters(registry);
    this.registrar = new SeriesRegistrar(connections, scheduler, limits, hash, meters);
    meters.watchSize(this);
  }

  /** How many series are known. */
  public int size() {
    return registrar.known().size();
  }

  /** Which ids hold; see {@link io.barograph.storage.SampleAppender#seriesGeneration}. */
  public long generation() {
    return registrar.known().generation();
  }

  /** The first of {@code size} ids that no series can have, for lack of its group. */
  public OptionalLong firstOutOfRange(long[] seriesIds, int size) {
    long end = (long) registrar.known().groupLimit() << 7;
    for (int i = 0; i < size; i++) {
      if (seriesIds[i] < 1 << 7 || seriesIds[i] >= end) {
        return OptionalLong.of(seriesIds[i]);
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public Mono<Void> refresh() {
    return registrar.refresh();
  }

  @Override
  public CatalogVersion version() {
    return registrar.version();
  }

  /** See {@link io.barograph.storage.SampleAppender#resolve}. */
  public Mono<SeriesResolution> resolve(List<Labels> series) {
    return Mono.defer(
        () -> {
          Lookup lookup = new Lookup(registrar.known(), series);
          return lookup.missing.isEmpty()
              ? Mono.just(lookup.resolution(Map.of()))
              : registrar
                  .registerAll(lookup.missing)
                  .map(refused -> new Lookup(registrar.known(), series).resolution(refused));
        });
  }

  /** What is known of the series of one call. */
  private final class Lookup {
    private final KnownSeries known;
    private final List<Labels> series;
    private final long[] ids;
    private final @Nullable Rejection[] rejections;
    private final List<Labels> missing = new ArrayList<>();

    Lookup(KnownSeries known, List<Labels> series) {
      this.known = known;
      this.series = series;
      this.ids = new long[series.size()];
      this.rejections = new @Nullable Rejection[ids.length];
      for (int i = 0; i < ids.length; i++) {
        Labels labels = series.get(i);
        ids[i] = known.find(labels);
        if (ids[i] == KnownSeries.UNKNOWN) {
          rejections[i] = LabelsCheck.reject(labels);
          if (rejections[i] == null) {
            missing.add(labels);
          }
        }
      }
    }

    SeriesResolution resolution(Map<Labels, Rejection> refused) {
      for (int i = 0; i < ids.length; i++) {
        if (ids[i] == KnownSeries.UNKNOWN) {
          Rejection rejection = rejections[i] != null ? rejections[i] : refused.get(series.get(i));
          if (rejection == null) {
            throw new StorageUnavailableException(
                "series were removed while they were looked up; send again", Duration.ofSeconds(1));
          }
          rejections[i] = rejection;
          meters.refused(rejection);
        }
      }
      return new SeriesResolution(known.generation(), ids, rejections);
    }
  }

  @Override
  public List<SelectedGroup> find(List<LabelMatcher> matchers) {
    return new SeriesSelection(registrar.known(), matchers).groups();
  }

  @Override
  public @Nullable Labels labels(long seriesId) {
    KnownSeries known = registrar.known();
    SeriesGroup group = known.group(seriesId >> 7);
    int offset = (int) seriesId & 127;
    return group == null || offset >= group.size() ? null : group.labels(offset, known.symbols());
  }

  @Override
  public Set<String> labelNames(List<SelectedGroup> groups) {
    KnownSeries known = registrar.known();
    BitSet nameIds = new BitSet();
    forEachSymbol(known, groups, symbol -> nameIds.set(known.symbols().nameId(symbol)));
    Set<String> names = new TreeSet<>();
    nameIds.stream().forEach(nameId -> names.add(known.symbols().nameOf(nameId)));
    if (!groups.isEmpty()) {
      names.add(Labels.METRIC_NAME);
    }
    return names;
  }

  @Override
  public Set<String> labelValues(String name, List<SelectedGroup> groups) {
    KnownSeries known = registrar.known();
    Set<String> values = new TreeSet<>();
    if (name.equals(Labels.METRIC_NAME)) {
      for (SelectedGroup selected : groups) {
        SeriesGroup group = known.group(selected.groupId());
        if (group != null) {
          values.add(group.metric());
        }
      }
      return values;
    }
    BitSet met = new BitSet();
    forEachSymbol(known, groups, met::set);
    int nameId = known.symbols().findName(name);
    met.stream()
        .filter(symbol -> known.symbols().nameId(symbol) == nameId)
        .forEach(symbol -> values.add(known.symbols().value(symbol)));
    return values;
  }

  private static void forEachSymbol(
      KnownSeries known, List<SelectedGroup> groups, IntConsumer action) {
    for (SelectedGroup selected : groups) {
      SeriesGroup group = known.group(selected.groupId());
      for (int offset = 0; group != null && offset < group.size(); offset++) {
        if (selected.contains(offset)) {
          for (int i = group.start(offset); i < group.end(offset); i++) {
            action.accept(group.symbol(i));
          }
        }
      }
    }
  }

  /** Registers what waits, then closes its connections. */
  public Mono<Void> close() {
    return registrar.close();
  }
}
