package io.barograph.server.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** How the embedded server is tuned: for blocks of a few kilobytes that arrive all the time. */
final class ServerOptions {
  private static final long MEBIBYTE = 1 << 20;
  private static final long LEAST_BUFFERS = 64;
  private static final long MOST_BUFFERS = 1024;

  private ServerOptions() {}

  static List<String> forThisMachine(int port) {
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return forMemory(port, machine.getTotalMemorySize());
  }

  static List<String> forMemory(int port, long memoryBytes) {
    // An eighth, not PostgreSQL's usual quarter: the JVM on the same machine wants its share.
    long buffers = Math.clamp(memoryBytes / 8 / MEBIBYTE, LEAST_BUFFERS, MOST_BUFFERS);
    List<String> settings =
        List.of(
            "listen_addresses=" + EmbeddedDatabase.HOST,
            "port=" + port,
            "unix_socket_directories=",
            "shared_buffers=" + buffers + "MB",
            // Acknowledged means committed, and committed means on disk.
            "synchronous_commit=on",
            "fsync=on",
            "wal_compression=on",
            "max_wal_size=2GB",
            "checkpoint_timeout=15min",
            "max_connections=60",
            // Our statements are short and planned once; compiling them costs more than it saves.
            "jit=off",
            "log_min_messages=warning",
            "log_timezone=UTC",
            "timezone=UTC");
    List<String> options = new ArrayList<>();
    for (String setting : settings) {
      options.add("-c");
      options.add(setting);
    }
    return options;
  }
}
