/** The inner loops of PromQL, without storage. */
@NullMarked
package io.barograph.benchmarks.promql;

import org.jspecify.annotations.NullMarked;
