package io.barograph.alertengine.evaluate;

import io.barograph.model.Labels;
import io.barograph.promql.value.VectorElement;
import java.time.Instant;
import java.util.Collection;
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

  /**
   * The same for one group, whose rules ask one after the other and may share what they read
   * between {@link #begin} and {@link #end}.
   */
  default RuleQueries forGroup() {
    return this;
  }

  /** An evaluation of the group begins. */
  default void begin() {}

  /** Samples of these series have been written during the evaluation. */
  default void written(Collection<Labels> series) {}

  /** The evaluation of the group is over. */
  default void end() {}
}
