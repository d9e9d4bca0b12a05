package io.barograph.promql.value;

import java.time.Duration;

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

  /** The query would hold more than {@code limit} samples at once. */
  public static QueryException tooManySamples(long limit) {
    return execution(
        "query processing would load too many samples into memory in query execution; the limit is "
            + limit
            + ", select fewer series, a shorter range or a longer step");
  }

  /** The query took longer than {@code limit}. */
  public static QueryException timeout(Duration limit) {
    return new QueryException(
        Kind.TIMEOUT,
        "query timed out in expression evaluation; the limit is "
            + DurationFormat.print(limit.toMillis())
            + ", select fewer series, a shorter range or a longer step");
  }

  public static QueryException canceled() {
    return new QueryException(Kind.CANCELED, "query was canceled in expression evaluation");
  }

  public Kind kind() {
    return kind;
  }
}
