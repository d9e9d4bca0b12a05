package io.barograph.promql.tree;

import java.util.List;

/**
 * Which series of the two sides of a binary expression belong together.
 *
 * @param labels what {@code on} or {@code ignoring} lists
 * @param on whether only these labels count; otherwise all but these
 * @param include labels that {@code group_left} or {@code group_right} copies from the one side
 */
public record VectorMatching(
    MatchCardinality cardinality, List<String> labels, boolean on, List<String> include) {
  public static final VectorMatching ONE_TO_ONE =
      new VectorMatching(MatchCardinality.ONE_TO_ONE, List.of(), false, List.of());

  public VectorMatching {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }

  public VectorMatching withCardinality(MatchCardinality newCardinality) {
    return new VectorMatching(newCardinality, labels, on, include);
  }
}
