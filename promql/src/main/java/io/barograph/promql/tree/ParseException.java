package io.barograph.promql.tree;

/**
 * A query that is not PromQL. The message has the form of Prometheus: {@code 1:5: parse error:
 * unexpected end of input}.
 */
public final class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SourceRange range;
  private final String problem;

  public ParseException(String query, SourceRange range, String problem) {
    this(range.startIn(query) + ": parse error: " + problem, problem, range);
  }

  private ParseException(String message, String problem, SourceRange range) {
    super(message);
    this.range = range;
    this.problem = problem;
  }

  /** A query that is PromQL but not for its purpose: no part of it is wrong, so no position. */
  public static ParseException ofWholeQuery(SourceRange range, String problem) {
    return new ParseException(problem, problem, range);
  }

  /** The part of the query that is wrong. */
  public SourceRange range() {
    return range;
  }

  /** What is wrong with it, without the position. */
  public String problem() {
    return problem;
  }
}
