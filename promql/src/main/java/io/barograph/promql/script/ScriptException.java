package io.barograph.promql.script;

/** A script that is not in the notation. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  ScriptException(int line, String problem) {
    super("line " + line + ": " + problem);
    this.problem = problem;
  }

  /** What is wrong, without the line. */
  public String problem() {
    return problem;
  }
}
