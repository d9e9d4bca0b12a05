package io.barograph.model;

/** How a {@link LabelMatcher} compares. */
public enum MatchType {
  EQUAL("="),
  NOT_EQUAL("!="),
  REGEX("=~"),
  NOT_REGEX("!~");

  private final String operator;

  MatchType(String operator) {
    this.operator = operator;
  }

  /** The operator as written in PromQL. */
  public String operator() {
    return operator;
  }
}
