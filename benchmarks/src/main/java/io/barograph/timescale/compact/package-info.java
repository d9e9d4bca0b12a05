/** Measures what compaction keeps to itself, so it stands in its package. */
@NullMarked
package io.barograph.timescale.compact;

import org.jspecify.annotations.NullMarked;
