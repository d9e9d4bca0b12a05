package io.barograph.ingest.inventory;

import io.barograph.storage.inventory.ProcessSighting;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which program runs under the name of a process. When it ends and another begins that is a
 * restart; when the one before comes again and again, there are two at once. Twice is no proof: a
 * reload lets the old one run on for some seconds.
 */
final class ReportedIdentity {
  private static final int RETURNS_OF_TWO = 3;

  /** So many reports of one program in a row, and the other is taken to have ended. */
  private static final int REPORTS_OF_ONE = 10;

  /** A process and its supervisor do not agree about when it began. */
  private static final Duration SAME_START = Duration.ofSeconds(5);

  private @Nullable Program current;
  private @Nullable Program before;
  private @Nullable Program elder;
  private int returns;
  private int inARow;

  private record Program(long pid, @Nullable Instant start) {
    private boolean isSame(@Nullable Program other) {
      return other != null
          && pid == other.pid
          && (start == null
              || other.start == null
              || Duration.between(start, other.start).abs().compareTo(SAME_START) <= 0);
    }

    private String text() {
      return start == null ? "pid " + pid : "pid %d started %s".formatted(pid, start);
    }
  }

  /** Takes a report. */
  void take(ProcessSighting report) {
    Program program = new Program(report.pid(), report.startTime());
    if (program.isSame(current)) {
      if (++inARow >= REPORTS_OF_ONE) {
        returns = 0;
      }
      return;
    }
    if (program.isSame(before)) {
      returns++;
    } else {
      returns = 0;
      elder = current;
    }
    before = current;
    current = program;
    inARow = 1;
  }

  /** Whether it is clear by now that there are two. */
  boolean isTwice() {
    return returns >= RETURNS_OF_TWO;
  }

  /** Whether the last report was of the one that was there first, or of the only one. */
  boolean isElder() {
    return !isTwice() || (current != null && current.isSame(elder));
  }

  /** Both as a person reads them. */
  String text() {
    return "%s and %s".formatted(text(before), text(current));
  }

  private static String text(@Nullable Program program) {
    return program == null ? "nothing" : program.text();
  }
}
