/**
 * The writing half of the store. Samples of all callers wait together; whenever the writer is free
 * it takes what waits, encodes it as fresh blocks and commits them in one transaction.
 */
@NullMarked
package io.barograph.timescale.append;

import org.jspecify.annotations.NullMarked;
