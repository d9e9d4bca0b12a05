/** Numbers by one named command. */
@NullMarked
package io.barograph.benchmarks;

import org.jspecify.annotations.NullMarked;
