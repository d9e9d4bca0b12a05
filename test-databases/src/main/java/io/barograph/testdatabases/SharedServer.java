package io.barograph.testdatabases;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one server of each kind that the tests of this JVM share. */
final class SharedServer {
  private static final String URL_VARIABLE = "BAROGRAPH_TEST_DATABASE_URL";

  /** What makes a server fast whose data nobody needs after a crash. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "off",
          "full_page_writes", "off",
          "synchronous_commit", "off",
          "max_connections", "200",
          "shared_buffers", "128MB");

  private static final Map<DatabaseKind, DatabaseAddress> STARTED =
      new EnumMap<>(DatabaseKind.class);

  private SharedServer() {}

  static synchronized DatabaseAddress of(DatabaseKind kind) {
    return STARTED.computeIfAbsent(kind, SharedServer::find);
  }

  private static DatabaseAddress find(DatabaseKind kind) {
    if (kind == DatabaseKind.TIMESCALEDB) {
      @Nullable String url = System.getenv(URL_VARIABLE);
      if (url != null && !url.isBlank()) {
        return external(url);
      }
      if (TimescaleContainer.isPossible()) {
        return TimescaleContainer.start(SETTINGS);
      }
    }
    DatabaseServer server = DatabaseServer.create(kind, SETTINGS);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-" + kind));
    server.start();
    return server.address();
  }

  private static DatabaseAddress external(String url) {
    try {
      return DatabaseAddress.parse(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(URL_VARIABLE + " is " + e.getMessage(), e);
    }
  }
}
