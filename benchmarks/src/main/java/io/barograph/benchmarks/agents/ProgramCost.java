package io.barograph.benchmarks.agents;

import io.barograph.benchmarks.ingest.ProcessCpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a program takes of the machine, by the kernel's account. Linux only. */
final class ProgramCost {
  private static final double KIBIBYTES_PER_MEBIBYTE = 1024;

  private final String name;
  private final long pid;
  private final double cpuBefore;
  private long peakKibibytes;

  /** From now on. */
  ProgramCost(String name, long pid) throws IOException {
    this.name = name;
    this.pid = pid;
    this.cpuBefore = ProcessCpu.seconds(pid);
  }

  /** Looks at its memory now; memory that its processes share counts once. */
  void look() throws IOException {
    long kibibytes = proportional(pid);
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        String number = process.getFileName().toString();
        if (Character.isDigit(number.charAt(0)) && parent(process) == pid) {
          kibibytes += proportional(Long.parseLong(number));
        }
      }
    }
    peakKibibytes = Math.max(peakKibibytes, kibibytes);
  }

  private static long parent(Path process) throws IOException {
    try {
      String stat = Files.readString(process.resolve("stat"));
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3)[1]);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static long proportional(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .sum();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** A row of a table. */
  void print(double seconds) throws IOException {
    System.out.printf(
        "| %s | %.3f | %.0f |%n",
        name,
        (ProcessCpu.seconds(pid) - cpuBefore) / seconds,
        peakKibibytes / KIBIBYTES_PER_MEBIBYTE);
  }
}
