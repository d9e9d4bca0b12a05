/** The tables of hosts and processes. */
@NullMarked
package io.barograph.timescale.inventory;

import org.jspecify.annotations.NullMarked;
