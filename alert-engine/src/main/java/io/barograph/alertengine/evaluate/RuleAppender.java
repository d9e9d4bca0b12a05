package io.barograph.alertengine.evaluate;

import java.time.Instant;
import java.util.List;

/** The port through which rules write. */
@FunctionalInterface
public interface RuleAppender {
  /**
   * Stores a value for each series at one time. What is stored is seen by every query that begins
   * after the return. Blocks.
   *
   * @throws io.barograph.storage.StorageUnavailableException if the store cannot be reached
   */
  void append(List<RuleSample> samples, Instant time);
}
