package io.barograph.alertengine.evaluate;

/** A rule whose result cannot be used. The alerts before stay as they were. */
public final class RuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleException(String message) {
    super(message);
  }

  static RuleException limit(int limit, int count, String what) {
    return new RuleException("exceeded limit of %d with %d %s".formatted(limit, count, what));
  }

  static RuleException sameLabels(String kind) {
    return new RuleException(
        "vector contains metrics with the same labelset after applying " + kind + " labels");
  }
}
