package io.barograph.alertengine.evaluate;

import static java.util.Objects.requireNonNull;

import io.barograph.model.Labels;
import io.barograph.promql.Engine;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.QueryValue;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.SeriesQuerier;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Rules ask the engine in this process. */
public final class EngineQueries implements RuleQueries {
  /** Of one group: 8 MB, while it is evaluated. */
  private static final long MOST_REMEMBERED_SAMPLES = 500_000;

  private final SeriesQuerier store;
  private final Function<SeriesQuerier, Engine> engines;
  private final Engine engine;

  /**
   * @param engines makes an engine over a store
   */
  public EngineQueries(SeriesQuerier store, Function<SeriesQuerier, Engine> engines) {
    this.store = store;
    this.engines = engines;
    this.engine = engines.apply(store);
  }

  @Override
  public RuleQueries forGroup() {
    RememberedSelects selects = new RememberedSelects(store, MOST_REMEMBERED_SAMPLES);
    EngineQueries queries = new EngineQueries(selects, engines);
    return new RuleQueries() {
      @Override
      public List<VectorElement> at(String query, Instant time) {
        return queries.at(query, time);
      }

      @Override
      public void begin() {
        selects.forget();
      }

      @Override
      public void written(Collection<Labels> series) {
        selects.forget(series);
      }

      @Override
      public void end() {
        selects.forget();
      }
    };
  }

  @Override
  public List<VectorElement> at(String query, Instant time) {
    QueryValue value = requireNonNull(engine.instant(query, time.toEpochMilli()).block()).value();
    return switch (value) {
      case InstantVector vector -> vector.elements();
      case Scalar scalar ->
          List.of(new VectorElement(Labels.EMPTY, scalar.timestamp(), scalar.value()));
      default -> throw new RuleException("rule result is not a vector or scalar: " + value.type());
    };
  }
}
