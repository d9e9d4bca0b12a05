/** The same questions to several servers that hold the same samples. */
@NullMarked
package io.barograph.benchmarks.query;

import org.jspecify.annotations.NullMarked;
