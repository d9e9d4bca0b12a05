package io.barograph.promql;

import io.barograph.promql.evaluate.QueryBounds;
import io.barograph.promql.step.Steps;
import io.barograph.promql.tree.Expr;

/**
 * A parsed query with the times it asks for.
 *
 * @param bounds what was asked for; the last step may come before its end
 * @param instant whether the value at a single time is wanted, not a matrix
 */
record Query(String text, Expr expr, Steps steps, QueryBounds bounds, boolean instant) {}
