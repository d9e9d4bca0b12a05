package io.barograph.promql.parse;

/**
 * What a parser accepts.
 *
 * @param experimentalFunctions functions and aggregations that Prometheus calls experimental
 */
public record ParserOptions(boolean experimentalFunctions) {
  public static final ParserOptions DEFAULT = new ParserOptions(false);
}
