/** Connections to the database over R2DBC, and which of its errors mean: try again later. */
@NullMarked
package io.barograph.timescale.connection;

import org.jspecify.annotations.NullMarked;
