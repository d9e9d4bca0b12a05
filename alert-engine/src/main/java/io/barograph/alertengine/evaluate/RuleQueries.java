package io.barograph.alertengine.evaluate;

import io.barograph.promql.value.VectorElement;
import java.time.Instant;
import java.util.List;

/** The port through which rules ask. */
@FunctionalInterface
public interface RuleQueries {
  /**
   * The elements of a query at a time; a scalar is one element without labels. Blocks.
   *
   * @throws io.barograph.promql.value.QueryException if the query cannot be answered
   * @throws io.barograph.storage.StorageUnavailableException if the store cannot be reached
   */
  List<VectorElement> at(String query, Instant time);
}
