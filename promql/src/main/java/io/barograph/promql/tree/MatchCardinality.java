package io.barograph.promql.tree;

/** How many series of each side of a binary expression may share one set of matching labels. */
public enum MatchCardinality {
  ONE_TO_ONE("one-to-one"),
  /** {@code group_left}. */
  MANY_TO_ONE("many-to-one"),
  /** {@code group_right}. */
  ONE_TO_MANY("one-to-many"),
  /** Set operators. */
  MANY_TO_MANY("many-to-many");

  private final String text;

  MatchCardinality(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
