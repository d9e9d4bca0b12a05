/** What a sample takes on disk with everything counted. */
@NullMarked
package io.barograph.benchmarks.density;

import org.jspecify.annotations.NullMarked;
