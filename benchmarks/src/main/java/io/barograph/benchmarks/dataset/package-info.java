/** A captured hour of real metrics, for figures that mean something. */
@NullMarked
package io.barograph.benchmarks.dataset;

import org.jspecify.annotations.NullMarked;
