package io.barograph.promql.evaluate;

import io.barograph.promql.function.Arguments;
import io.barograph.promql.step.Budget;
import io.barograph.promql.step.NameRemoval;
import io.barograph.promql.step.Notices;
import io.barograph.promql.step.RangeVectors;
import io.barograph.promql.step.StepScalars;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.Steps;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.SourceRange;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.tree.VectorSelector;

/** The arguments of a call, evaluated by the evaluator that met it. */
final class CallArguments implements Arguments {
  private final Evaluator evaluator;
  private final FunctionCall call;
  private final Steps steps;

  CallArguments(Evaluator evaluator, FunctionCall call, Steps steps) {
    this.evaluator = evaluator;
    this.call = call;
    this.steps = steps;
  }

  @Override
  public Steps steps() {
    return steps;
  }

  @Override
  public int count() {
    return call.arguments().size();
  }

  @Override
  public Expr expr(int index) {
    return call.arguments().get(index).unwrapped();
  }

  @Override
  public SourceRange range(int index) {
    return call.arguments().get(index).range();
  }

  @Override
  public StepVectors vectors(int index) {
    return evaluator.vectors(call.arguments().get(index), steps);
  }

  @Override
  public StepVectors sampleTimes(int index) {
    return evaluator.sampleTimes((VectorSelector) expr(index), steps);
  }

  @Override
  public double[] scalars(int index) {
    return ((StepScalars) evaluator.evaluate(call.arguments().get(index), steps)).values();
  }

  @Override
  public RangeVectors ranges(int index) {
    return evaluator.ranges(call.arguments().get(index), steps);
  }

  @Override
  public String string(int index) {
    return ((StringLiteral) expr(index)).value();
  }

  @Override
  public NameRemoval nameRemoval() {
    return evaluator.nameRemoval();
  }

  @Override
  public Notices notices() {
    return evaluator.notices();
  }

  @Override
  public Budget budget() {
    return evaluator.budget();
  }
}
