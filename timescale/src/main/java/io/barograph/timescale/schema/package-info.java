/**
 * The tables: brings a database to the state this program needs, says what kind of database it is,
 * and names the advisory locks by which servers on one database keep out of each other's way. The
 * SQL itself stands in {@code db/migrations}.
 */
@NullMarked
package io.barograph.timescale.schema;

import org.jspecify.annotations.NullMarked;
