package io.barograph.alertengine.evaluate;

import static java.util.Objects.requireNonNull;

import io.barograph.model.Labels;
import io.barograph.promql.Engine;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.QueryValue;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.VectorElement;
import java.time.Instant;
import java.util.List;

/** Rules ask the engine in this process. */
public final class EngineQueries implements RuleQueries {
  private final Engine engine;

  public EngineQueries(Engine engine) {
    this.engine = engine;
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
