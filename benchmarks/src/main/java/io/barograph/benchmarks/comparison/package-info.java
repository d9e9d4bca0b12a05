/** The same samples to several systems, what each takes for them, and the page that says so. */
@NullMarked
package io.barograph.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
