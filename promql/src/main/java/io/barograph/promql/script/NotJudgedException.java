package io.barograph.promql.script;

import static java.util.Objects.requireNonNull;

/** An evaluation that the target is not able to do, which is neither a pass nor a failure. */
public final class NotJudgedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotJudgedException(String reason) {
    super(reason);
  }

  /** Evaluations are counted by it. */
  String reason() {
    return requireNonNull(getMessage());
  }
}
