package io.barograph.promql.step;

/** What an expression gives over all steps. */
public sealed interface StepValue permits StepScalars, StepVectors {
  /** How many numbers it holds, for the limit on samples. */
  long cells();
}
