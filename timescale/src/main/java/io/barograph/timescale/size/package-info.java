/** How much of the disk the tables take. */
@NullMarked
package io.barograph.timescale.size;

import org.jspecify.annotations.NullMarked;
