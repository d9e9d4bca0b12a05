/**
 * Sample blocks: the byte format that fresh and settled rows share, its writers, readers and merge.
 * Plain Java over arrays; the layout is in {@code docs/block-format.md}.
 */
@NullMarked
package io.barograph.timescale.block;

import org.jspecify.annotations.NullMarked;
