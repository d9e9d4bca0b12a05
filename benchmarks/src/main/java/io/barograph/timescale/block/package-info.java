/** Measures package-private parts of the block codec, so it stands in their package. */
@NullMarked
package io.barograph.timescale.block;

import org.jspecify.annotations.NullMarked;
