package io.barograph.promql.tree;

/**
 * The time that a selector or subquery is pinned to.
 *
 * @param timestamp milliseconds since the Unix epoch; 0 unless the kind is {@link Kind#TIMESTAMP}
 */
public record AtModifier(Kind kind, long timestamp) {
  /** Not pinned: follows the evaluation time. */
  public static final AtModifier NONE = new AtModifier(Kind.NONE, 0);

  /** The start of the query's range. */
  public static final AtModifier START = new AtModifier(Kind.START, 0);

  /** The end of the query's range. */
  public static final AtModifier END = new AtModifier(Kind.END, 0);

  /** What pins it. */
  public enum Kind {
    NONE,
    TIMESTAMP,
    START,
    END
  }

  public static AtModifier timestamp(long timestamp) {
    return new AtModifier(Kind.TIMESTAMP, timestamp);
  }

  public boolean isSet() {
    return kind != Kind.NONE;
  }
}
