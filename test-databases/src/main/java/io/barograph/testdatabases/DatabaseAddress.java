package io.barograph.testdatabases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where a database is and who may enter; the user is a superuser. */
public record DatabaseAddress(
    String host, int port, String user, String password, String database) {
  private static final int DEFAULT_PORT = 5432;

  /** Reads {@code postgresql://user:password@host:port/database}. */
  static DatabaseAddress parse(String url) {
    URI uri = URI.create(url);
    String[] credentials = requireNonNullElse(uri.getRawUserInfo(), "").split(":", 2);
    String path = requireNonNullElse(uri.getPath(), "");
    if (uri.getHost() == null || credentials.length < 2 || path.length() < 2) {
      throw new IllegalArgumentException(
          "not a database URL; expected postgresql://user:password@host:port/database");
    }
    return new DatabaseAddress(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        URLDecoder.decode(credentials[0], UTF_8),
        URLDecoder.decode(credentials[1], UTF_8),
        path.substring(1));
  }

  DatabaseAddress withDatabase(String name) {
    return new DatabaseAddress(host, port, user, password, name);
  }

  /** As {@code BAROGRAPH_DATABASE_URL} takes it, credentials included. */
  public String url() {
    return "postgresql://" + credentials() + "@" + host + ":" + port + "/" + database;
  }

  /** As R2DBC's {@code ConnectionFactories.get} takes it, credentials included. */
  public String r2dbcUrl() {
    return "r2dbc:" + url();
  }

  /** As JDBC's {@code DriverManager} takes it, credentials included. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(host, port, database, encode(user), encode(password));
  }

  /** A new connection for a test to look behind the curtain; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl());
  }

  private String credentials() {
    return encode(user) + ":" + encode(password);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Without the password, so that it can stand in messages. */
  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }
}
