package io.barograph.promql;

import io.barograph.promql.step.Steps;
import io.barograph.promql.tree.Expr;

/**
 * A parsed query with the times it asks for.
 *
 * @param instant whether the value at a single time is wanted, not a matrix
 */
record Query(String text, Expr expr, Steps steps, boolean instant) {}
