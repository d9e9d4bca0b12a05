/** The PostgreSQL servers that tests run against: real TimescaleDB and plain PostgreSQL. */
@NullMarked
package io.barograph.testdatabases;

import org.jspecify.annotations.NullMarked;
