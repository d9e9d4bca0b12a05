/**
 * The storage ports on hypertables: block codec, COPY, selects, compactor, migrations, retention.
 */
@NullMarked
package io.barograph.timescale;

import org.jspecify.annotations.NullMarked;
