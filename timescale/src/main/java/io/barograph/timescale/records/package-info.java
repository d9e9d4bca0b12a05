/** The tables of transactions, exceptions and events. */
@NullMarked
package io.barograph.timescale.records;

import org.jspecify.annotations.NullMarked;
