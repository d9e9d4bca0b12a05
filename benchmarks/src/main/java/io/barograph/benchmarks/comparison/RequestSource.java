package io.barograph.benchmarks.comparison;

import java.util.List;

/** Requests that are the same each time they are made. */
interface RequestSource {
  /** The next tick of every series; a series is always in the same request of its tick. */
  List<EncodedRequest> nextTick();
}
