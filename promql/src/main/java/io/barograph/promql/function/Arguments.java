package io.barograph.promql.function;

import io.barograph.promql.step.Budget;
import io.barograph.promql.step.NameRemoval;
import io.barograph.promql.step.Notices;
import io.barograph.promql.step.RangeVectors;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.Steps;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.SourceRange;

/** The arguments of one call. Each is evaluated when it is asked for, over all steps. */
public interface Arguments {
  Steps steps();

  int count();

  /** The argument unevaluated, parentheses taken off. */
  Expr expr(int index);

  /** Where an argument stands in the query. */
  SourceRange range(int index);

  /** An instant vector, whose arrays the function may overwrite. */
  StepVectors vectors(int index);

  /** An instant selector, with the time of each sample in seconds in place of its value. */
  StepVectors sampleTimes(int index);

  /** A scalar at each step. */
  double[] scalars(int index);

  RangeVectors ranges(int index);

  String string(int index);

  NameRemoval nameRemoval();

  Notices notices();

  Budget budget();
}
