package io.barograph.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processor time of a process and its children, from {@code /proc}. Linux only. */
public final class ProcessCpu {
  /** The kernel counts in hundredths of a second for user space on every platform we run on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int PARENT = 1;
  private static final int USER_TIME = 11;
  private static final int CHILDREN_SYSTEM_TIME = 14;

  private ProcessCpu() {}

  /** Seconds that the process, its living children and those it has waited for have used. */
  public static double seconds(long pid) throws IOException {
    long ticks = ticks(stat(pid));
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        String name = process.getFileName().toString();
        if (Character.isDigit(name.charAt(0))) {
          String[] fields = stat(Long.parseLong(name));
          if (fields.length > 0 && Long.parseLong(fields[PARENT]) == pid) {
            ticks += ticks(fields);
          }
        }
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static long ticks(String[] fields) {
    long ticks = 0;
    for (int i = USER_TIME; i <= CHILDREN_SYSTEM_TIME && fields.length > 0; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }

  /** The fields after the name, which may itself hold spaces; none for a process that is gone. */
  private static String[] stat(long pid) throws IOException {
    try {
      String text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    } catch (NoSuchFileException e) {
      return new String[0];
    }
  }
}
