package io.barograph.agent.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.protocol.v1.HostReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What this host is. The words are those of all agents, so that a host is one whoever reports. */
final class HostReports {
  private static final Path STAT = Path.of("/proc/stat");

  private HostReports() {}

  static HostReport ofThisHost() {
    HostReport.Builder report =
        HostReport.newBuilder()
            .setOperatingSystem(operatingSystem(System.getProperty("os.name", "")))
            .setArchitecture(architecture(System.getProperty("os.arch", "")))
            .setProcessors(Runtime.getRuntime().availableProcessors())
            .putVersions("java", System.getProperty("java.version", ""));
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      report.setMemoryBytes(system.getTotalMemorySize());
    }
    try {
      report.setBootTimeMs(bootTime(Files.readString(STAT, UTF_8)));
    } catch (IOException e) {
      // Not Linux: when the host was started stays unknown.
    }
    return report.build();
  }

  static String operatingSystem(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("mac")) {
      return "darwin";
    }
    return lower.startsWith("windows") ? "win32" : lower;
  }

  static String architecture(String name) {
    return switch (name) {
      case "amd64", "x86_64" -> "x64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  /** Milliseconds since the Unix epoch, from {@code /proc/stat}; 0 where it does not say. */
  static long bootTime(String stat) {
    return stat.lines()
        .filter(line -> line.startsWith("btime "))
        .mapToLong(line -> Long.parseLong(line.substring("btime ".length()).strip()) * 1000)
        .findFirst()
        .orElse(0);
  }
}
