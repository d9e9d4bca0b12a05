package io.barograph.testdatabases;

/** What Barograph runs on. */
public enum DatabaseKind {
  /** PostgreSQL with the TimescaleDB extension at hand; a new database has not created it yet. */
  TIMESCALEDB,
  /** PostgreSQL without the extension. */
  POSTGRESQL
}
