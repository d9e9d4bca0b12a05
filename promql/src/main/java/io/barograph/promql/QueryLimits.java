package io.barograph.promql;

import java.time.Duration;

/**
 * What one query may ask for itself.
 *
 * @param lookbackDelta how old the last sample of a series may be to count as its value now
 * @param timeout how long the query may take, storage included
 */
public record QueryLimits(Duration lookbackDelta, Duration timeout) {
  public QueryLimits {
    EngineSettings.requirePositive("lookback delta", lookbackDelta);
    EngineSettings.requirePositive("timeout", timeout);
  }
}
