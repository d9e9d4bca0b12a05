package io.barograph.timescale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;

/**
 * Where the database is and who asks.
 *
 * @param tls how the connection is secured, in the words of libpq's {@code sslmode}; {@code prefer}
 *     takes TLS where the server offers it
 */
public record DatabaseAddress(
    String host, int port, String database, String user, String password, String tls) {
  private static final int DEFAULT_PORT = 5432;

  public DatabaseAddress {
    requireNonNull(host, "host is null");
    requireNonNull(database, "database is null");
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
    requireNonNull(tls, "tls is null");
  }

  /**
   * From {@code postgresql://user:password@host:port/database?sslmode=require}; the schemes {@code
   * postgres}, {@code r2dbc:postgresql} and {@code jdbc:postgresql} mean the same, and user and
   * password may be parameters instead. Without {@code sslmode}, TLS is taken where the server
   * offers it, but not within one machine.
   *
   * @throws IllegalArgumentException if the text is no such URL; the message never holds the
   *     password
   */
  public static DatabaseAddress parse(String url) {
    URI uri = toUri(url);
    String user = "postgres";
    String password = "";
    String userInfo = uri.getRawUserInfo();
    if (userInfo != null) {
      int colon = userInfo.indexOf(':');
      user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
      password = colon < 0 ? "" : decode(userInfo.substring(colon + 1));
    }
    String tls = isLoopback(uri.getHost()) ? "disable" : "prefer";
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
      switch (name) {
        case "" -> {}
        case "user" -> user = value;
        case "password" -> password = value;
        case "sslmode", "sslMode" -> tls = value;
        default ->
            throw new IllegalArgumentException(
                "database url has the unknown parameter \"%s\"; known are user, password, sslmode"
                    .formatted(name));
      }
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    String database = path.length() > 1 ? path.substring(1) : user;
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return new DatabaseAddress(uri.getHost(), port, database, user, password, tls);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static URI toUri(String url) {
    String bare = url.replaceFirst("^(r2dbc|jdbc):", "");
    try {
      URI uri = new URI(bare);
      boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      if (known && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // The exception quotes its input, which may hold a password: say only what is expected.
    }
    throw new IllegalArgumentException(
        "database url is not of the form postgresql://user:password@host:port/database");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  /** For JDBC, without user and password. */
  public String jdbcUrl() {
    String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s".formatted(bracketed, port, database, tls);
  }

  /** Without the password, for messages and logs. */
  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }
}
