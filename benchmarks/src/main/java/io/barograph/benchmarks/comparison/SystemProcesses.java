package io.barograph.benchmarks.comparison;

import io.barograph.benchmarks.ingest.ProcessCpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The processes that a system consists of, by the kernel's account. Linux only. */
record SystemProcesses(List<Long> roots) {
  private static final long KIBIBYTE = 1024;

  /** Reads {@code pid,pid}; the children of each belong to it. */
  static SystemProcesses parse(String text) {
    return new SystemProcesses(Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList());
  }

  double cpuSeconds() throws IOException {
    double sum = 0;
    for (long root : roots) {
      sum += ProcessCpu.seconds(root);
    }
    return sum;
  }

  /**
   * The sum of what each process had at most. Memory that processes share, which is PostgreSQL's
   * buffers, counts once.
   */
  long peakMemory() throws IOException {
    long own = 0;
    long shared = 0;
    for (long process : (Iterable<Long>) withChildren()::iterator) {
      List<String> status = status(process);
      long sharedNow = kibibytes(status, "RssShmem:");
      own += Math.max(0, kibibytes(status, "VmHWM:") - sharedNow);
      shared = Math.max(shared, sharedNow);
    }
    return (own + shared) * KIBIBYTE;
  }

  private LongStream withChildren() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                roots.contains(process.pid())
                    || process.parent().map(ProcessHandle::pid).filter(roots::contains).isPresent())
        .mapToLong(ProcessHandle::pid);
  }

  private static List<String> status(long process) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
      return lines.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static long kibibytes(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }
}
