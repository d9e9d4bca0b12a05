package io.barograph.promql.value;

/** A query that is PromQL and could not be answered. Messages have the wording of Prometheus. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The error types of the HTTP API. */
  public enum Kind {
    EXECUTION,
    TIMEOUT,
    CANCELED
  }

  private final Kind kind;

  private QueryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** The evaluation met data it cannot work on, such as two series with the same labels. */
  public static QueryException execution(String message) {
    return new QueryException(Kind.EXECUTION, message);
  }

  public static QueryException tooManySamples() {
    return execution("query processing would load too many samples into memory in query execution");
  }

  public static QueryException timeout() {
    return new QueryException(Kind.TIMEOUT, "query timed out in expression evaluation");
  }

  public static QueryException canceled() {
    return new QueryException(Kind.CANCELED, "query was canceled in expression evaluation");
  }

  public Kind kind() {
    return kind;
  }
}
