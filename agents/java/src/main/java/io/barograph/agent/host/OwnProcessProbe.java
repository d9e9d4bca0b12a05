package io.barograph.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the process and the JVM that this code runs in. */
public final class OwnProcessProbe {
  private static final Path STATUS = Path.of("/proc/self/status");

  private OwnProcessProbe() {}

  /** Reads everything once. */
  public static void measure(Measurements into) {
    JvmProbe.measure(into);
    ProcessProbe.measure(into);
    try {
      ProcessProbe.parseStatus(new String(Files.readAllBytes(STATUS), UTF_8), into);
    } catch (IOException e) {
      // Not Linux: the sizes of the process stay unknown.
    }
  }
}
