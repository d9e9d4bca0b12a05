package io.barograph.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** What of a JVM's heap is in use. */
final class LiveHeap {
  private LiveHeap() {}

  /** Bytes of all objects that are reachable; the JVM collects all garbage for it. */
  static long bytes(long process) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process command =
        new ProcessBuilder(jcmd, Long.toString(process), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(command.getInputStream().readAllBytes(), UTF_8);
    int status = command.waitFor();
    // The last line: "Total", instances, bytes.
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total"))
        .map(line -> line.strip().split("\\s+"))
        .mapToLong(words -> Long.parseLong(words[2]))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException("jcmd %d ended with %d: %s".formatted(process, status, histogram)));
  }
}
