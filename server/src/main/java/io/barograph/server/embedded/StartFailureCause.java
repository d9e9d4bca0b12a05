package io.barograph.server.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Finds in what PostgreSQL logged during a start why it failed. */
final class StartFailureCause {
  private static final int MOST_BYTES = 4096;

  private StartFailureCause() {}

  /** Reads {@code log} from {@code offset}, where this start began. */
  static String explain(Path log, long offset, int port) throws IOException {
    String tail = tail(log, offset);
    if (tail.contains("could not bind")) {
      return "port %d for the embedded PostgreSQL is in use; set BAROGRAPH_EMBEDDED_PORT to a free one, or 0 to find one"
          .formatted(port);
    }
    String reason =
        tail.lines()
            .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
            .reduce((earlier, later) -> later)
            .orElse("it gives no reason");
    return "the embedded PostgreSQL did not start: %s; its log is \"%s\"".formatted(reason, log);
  }

  private static String tail(Path log, long offset) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[Math.clamp(file.length() - offset, 0, MOST_BYTES)];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      return new String(bytes, UTF_8);
    }
  }
}
