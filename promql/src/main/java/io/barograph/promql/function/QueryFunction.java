package io.barograph.promql.function;

import io.barograph.promql.step.StepValue;

/** What a function of PromQL does, for all steps at once. Types and counts have been checked. */
@FunctionalInterface
public interface QueryFunction {
  StepValue call(Arguments arguments);
}
