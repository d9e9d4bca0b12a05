/** Label sets. */
@NullMarked
package io.barograph.benchmarks.labels;

import org.jspecify.annotations.NullMarked;
