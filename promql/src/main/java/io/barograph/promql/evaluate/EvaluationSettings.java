package io.barograph.promql.evaluate;

import io.barograph.promql.step.NameRemoval;

/**
 * What an evaluation needs to know of the engine.
 *
 * @param lookback milliseconds
 * @param defaultSubqueryStep milliseconds
 */
public record EvaluationSettings(
    long lookback, long defaultSubqueryStep, NameRemoval nameRemoval) {}
