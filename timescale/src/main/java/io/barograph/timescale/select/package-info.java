/**
 * The reading half of the store: finds series in the index, reads their fresh and settled rows in
 * one snapshot, decodes and merges them.
 */
@NullMarked
package io.barograph.timescale.select;

import org.jspecify.annotations.NullMarked;
