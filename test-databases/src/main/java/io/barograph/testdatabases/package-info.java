/**
 * The PostgreSQL servers that tests run against: real TimescaleDB and plain PostgreSQL.
 *
 * <p>A test class that must hold on both says so and takes an empty database of its own, made
 * before the class runs and dropped after it:
 *
 * <pre>{@code
 * @OnEachDatabase
 * final class SeriesCatalogIT {
 *   private final TestDatabase database;
 *
 *   SeriesCatalogIT(TestDatabase database) {
 *     this.database = database;
 *   }
 * }
 * }</pre>
 *
 * <p>{@link io.barograph.testdatabases.TestDatabase#create} makes one anywhere else, for example
 * for each method; {@code database.kind()} tells which kind it is. {@link
 * io.barograph.testdatabases.DatabaseServer} is a whole server of one's own that can be killed,
 * frozen and started again.
 *
 * <p>Plain PostgreSQL is embedded. TimescaleDB is, in this order: the server that {@code
 * BAROGRAPH_TEST_DATABASE_URL} names, a container if Docker runs, or what {@code bin/timescaledb}
 * starts. What is missing fails the test with a sentence that says what to do; nothing is ever
 * skipped.
 */
@NullMarked
package io.barograph.testdatabases;

import org.jspecify.annotations.NullMarked;
