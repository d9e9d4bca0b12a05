/**
 * The compactor: moves what flushes wrote into settled blocks, one for each group and hour, and
 * drops what is past retention. What makes it exact stands in {@link
 * io.barograph.timescale.compact.Compactor}.
 */
@NullMarked
package io.barograph.timescale.compact;

import org.jspecify.annotations.NullMarked;
