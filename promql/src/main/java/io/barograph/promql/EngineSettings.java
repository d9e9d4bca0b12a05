package io.barograph.promql;

import io.barograph.promql.parse.ParserOptions;
import io.barograph.promql.step.NameRemoval;
import java.time.Duration;

/**
 * How an engine behaves when a query does not say otherwise.
 *
 * @param lookbackDelta how old the last sample of a series may be to count as its value now
 * @param timeout how long a query may take, storage included
 * @param maxSamples how many samples a query may hold at once, loaded ones and results together
 * @param defaultSubqueryStep the step of subqueries that name none
 */
public record EngineSettings(
    Duration lookbackDelta,
    Duration timeout,
    long maxSamples,
    Duration defaultSubqueryStep,
    NameRemoval nameRemoval,
    ParserOptions parser) {
  /** As Prometheus starts with. */
  public static final EngineSettings DEFAULT =
      new EngineSettings(
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          50_000_000,
          Duration.ofMinutes(1),
          NameRemoval.IMMEDIATE,
          ParserOptions.DEFAULT);

  public EngineSettings {
    requirePositive("lookback delta", lookbackDelta);
    requirePositive("timeout", timeout);
    requirePositive("default subquery step", defaultSubqueryStep);
    if (maxSamples <= 0) {
      throw new IllegalArgumentException("max samples must be positive, got " + maxSamples);
    }
  }

  static void requirePositive(String what, Duration duration) {
    if (duration.toMillis() <= 0) {
      throw new IllegalArgumentException(
          what + " must be at least a millisecond, got \"" + duration + "\"");
    }
  }

  public EngineSettings withMaxSamples(long newMaxSamples) {
    return new EngineSettings(
        lookbackDelta, timeout, newMaxSamples, defaultSubqueryStep, nameRemoval, parser);
  }

  public EngineSettings withNameRemoval(NameRemoval newNameRemoval) {
    return new EngineSettings(
        lookbackDelta, timeout, maxSamples, defaultSubqueryStep, newNameRemoval, parser);
  }

  public EngineSettings withDefaultSubqueryStep(Duration newDefaultSubqueryStep) {
    return new EngineSettings(
        lookbackDelta, timeout, maxSamples, newDefaultSubqueryStep, nameRemoval, parser);
  }

  public EngineSettings withParser(ParserOptions newParser) {
    return new EngineSettings(
        lookbackDelta, timeout, maxSamples, defaultSubqueryStep, nameRemoval, newParser);
  }

  /** What a query gets that asks for nothing special. */
  public QueryLimits queryLimits() {
    return new QueryLimits(lookbackDelta, timeout);
  }
}
