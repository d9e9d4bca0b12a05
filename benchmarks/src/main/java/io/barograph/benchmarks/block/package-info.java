/** The block codec: speed by JMH. */
@NullMarked
package io.barograph.benchmarks.block;

import org.jspecify.annotations.NullMarked;
