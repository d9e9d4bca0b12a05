package io.barograph.promql.evaluate;

import io.barograph.promql.tree.AtModifier;

/**
 * The first and the last evaluation time of a whole query, which {@code @ start()} and {@code @
 * end()} mean wherever they stand.
 */
public record QueryBounds(long start, long end) {
  /** The time that a selector refers to when it is evaluated at {@code time}. */
  long resolve(AtModifier at, long time) {
    return switch (at.kind()) {
      case NONE -> time;
      case TIMESTAMP -> at.timestamp();
      case START -> start;
      case END -> end;
    };
  }
}
