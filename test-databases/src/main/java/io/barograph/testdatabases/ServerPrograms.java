package io.barograph.testdatabases;

import java.nio.file.Path;
import java.util.Map;

/** How a server of one kind is started and stopped. Its data lie in {@code directory/data}. */
interface ServerPrograms {
  /** For names of directories. */
  String name();

  /** Returns when the server takes connections. */
  DatabaseAddress start(Path directory, int port, Map<String, String> settings);

  /** Returns when the server has ended; does nothing if none runs. */
  void stop(Path directory);

  /** The server was killed: let go of what was held for it. */
  void forget();
}
