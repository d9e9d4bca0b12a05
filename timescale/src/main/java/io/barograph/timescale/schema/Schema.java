package io.barograph.timescale.schema;

import io.barograph.timescale.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database to the state this program needs. Blocking, over JDBC, meant for the start of
 * the program. Any number of servers may start on one empty database at the same moment.
 */
public final class Schema {
  private static final Logger logger = LoggerFactory.getLogger(Schema.class);

  private static final String NAME = "barograph";
  private static final Duration LOCK_WAIT = Duration.ofMinutes(5);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private Schema() {}

  /**
   * Makes or brings up to date everything in schema {@code barograph}.
   *
   * @throws SchemaException if the server is too old, rights are missing or it cannot be reached
   */
  public static DatabaseEdition migrate(DatabaseAddress address) {
    try (Connection connection = connect(address)) {
      ServerVersion.require(connection);
      lock(connection);
      TimescaleExtension.prepare(connection);
      createSchema(connection);
      runFlyway(address);
      DatabaseEdition edition = DatabaseEdition.read(connection);
      logger.info("tables are ready on {}: {}", address, edition);
      return edition;
    } catch (SQLException e) {
      throw explain(address, e);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
    properties.setProperty("ApplicationName", "barograph-migration");
    return DriverManager.getConnection(address.jdbcUrl(), properties);
  }

  /**
   * Polls instead of waiting in the server: a waiting statement holds a snapshot, and an index
   * built concurrently by the server that migrates would wait for that snapshot for ever.
   */
  private static void lock(Connection connection) throws SQLException {
    long deadline = System.nanoTime() + LOCK_WAIT.toNanos();
    while (!tryLock(connection)) {
      if (System.nanoTime() - deadline > 0) {
        throw new SchemaException(
            "another server has been migrating the database for "
                + LOCK_WAIT.toMinutes()
                + " minutes; look for it in pg_stat_activity, then start again");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SchemaException("interrupted while another server migrates the database", e);
      }
    }
  }

  private static boolean tryLock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      statement.setLong(1, AdvisoryLock.MIGRATION.key());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Flyway would do it too, but takes ten seconds to find out that rights are missing. */
  private static void createSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT to_regnamespace('" + NAME + "') IS NULL")) {
      row.next();
      if (row.getBoolean(1)) {
        statement.execute("CREATE SCHEMA " + NAME);
      }
    }
  }

  private static void runFlyway(DatabaseAddress address) throws SQLException {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(address.jdbcUrl(), address.user(), address.password())
          .schemas(NAME)
          .createSchemas(false)
          .locations("classpath:db/migrations")
          .failOnMissingLocations(true)
          .placeholders(AdvisoryLock.placeholders())
          .load()
          .migrate();
    } catch (FlywayException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          throw sql;
        }
      }
      throw new SchemaException("the tables cannot be migrated: " + e.getMessage(), e);
    }
  }

  private static SchemaException explain(DatabaseAddress address, SQLException e) {
    if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
      return new SchemaException(
          "user \"%s\" may not create tables on %s (%s); run as a superuser: GRANT CREATE ON DATABASE \"%s\" TO \"%s\""
              .formatted(address.user(), address, firstLine(e), address.database(), address.user()),
          e);
    }
    return new SchemaException(
        "the database %s cannot be prepared: %s".formatted(address, firstLine(e)), e);
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
  }
}
