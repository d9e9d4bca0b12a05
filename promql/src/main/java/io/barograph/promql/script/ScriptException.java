package io.barograph.promql.script;

/** A script that is not in the notation. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptException(int line, String message) {
    super("line " + line + ": " + message);
  }
}
