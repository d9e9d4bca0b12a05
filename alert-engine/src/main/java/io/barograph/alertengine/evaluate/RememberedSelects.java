package io.barograph.alertengine.evaluate;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.TimeRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;

/**
 * Reads a selection once and gives it again until told to forget: the rules of a group ask for much
 * the same at the same time. Remembers a bounded number of samples; what goes beyond it is read
 * anew.
 */
final class RememberedSelects implements SeriesQuerier {
  private final SeriesQuerier store;
  private final long mostSamples;
  private final Map<Selection, List<Series>> known = new ConcurrentHashMap<>();
  private final AtomicLong remembered = new AtomicLong();

  /**
   * @param mostSamples that may be remembered at a time, 16 bytes each
   */
  RememberedSelects(SeriesQuerier store, long mostSamples) {
    this.store = store;
    this.mostSamples = mostSamples;
  }

  private record Selection(TimeRange range, List<LabelMatcher> matchers) {
    boolean matches(Labels labels) {
      return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }
  }

  /** Collects what a reader is given, as long as there is room. */
  private final class Reading {
    private final List<Series> series = new ArrayList<>();
    private boolean room = true;
    private long samples;

    void add(Series one) {
      if (room) {
        samples += one.size();
        series.add(one);
        if (remembered.addAndGet(one.size()) > mostSamples) {
          giveUp();
        }
      }
    }

    void end(Selection selection) {
      if (room && known.putIfAbsent(selection, series) != null) {
        giveUp();
      }
    }

    void giveUp() {
      room = false;
      series.clear();
      remembered.addAndGet(-samples);
      samples = 0;
    }
  }

  /** Forgets everything. */
  void forget() {
    known.clear();
    remembered.set(0);
  }

  /** Forgets the selections that a new sample of one of these series belongs to. */
  void forget(Collection<Labels> written) {
    known.entrySet().removeIf(entry -> written.stream().anyMatch(entry.getKey()::matches));
  }

  @Override
  public Flux<Series> select(TimeRange range, List<LabelMatcher> matchers) {
    Selection selection = new Selection(range, List.copyOf(matchers));
    return Flux.defer(
        () -> {
          List<Series> again = known.get(selection);
          if (again != null) {
            return Flux.fromIterable(again);
          }
          Reading reading = new Reading();
          return store
              .select(range, matchers)
              .doOnNext(reading::add)
              .doOnComplete(() -> reading.end(selection))
              .doOnError(_ -> reading.giveUp())
              .doOnCancel(reading::giveUp);
        });
  }

  @Override
  public Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers) {
    return store.labels(range, matchers);
  }

  @Override
  public Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers) {
    return store.labelNames(range, matchers);
  }

  @Override
  public Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers) {
    return store.labelValues(name, range, matchers);
  }

  @Override
  public Flux<MetricMetadata> metadata() {
    return store.metadata();
  }
}
