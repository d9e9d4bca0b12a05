package io.barograph.spring;

import io.barograph.agent.records.Records;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records what ends a thread, and lets whoever was asked before have it too. */
final class UncaughtExceptions implements UncaughtExceptionHandler, AutoCloseable {
  private final Records records;
  private final @Nullable UncaughtExceptionHandler before;

  private UncaughtExceptions(Records records, @Nullable UncaughtExceptionHandler before) {
    this.records = records;
    this.before = before;
  }

  /** Watches all threads that have no handler of their own, until it is closed. */
  static UncaughtExceptions watch(Records records) {
    UncaughtExceptions watch =
        new UncaughtExceptions(records, Thread.getDefaultUncaughtExceptionHandler());
    Thread.setDefaultUncaughtExceptionHandler(watch);
    return watch;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    records.exception(error, "uncaught", "", "", Map.of("thread", thread.getName()));
    if (before != null) {
      before.uncaughtException(thread, error);
    } else {
      // As the runtime does where there is no handler.
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      error.printStackTrace();
    }
  }

  /** Somebody may have come after us: what they have taken over stays theirs. */
  @Override
  public void close() {
    if (Thread.getDefaultUncaughtExceptionHandler() == this) {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }
}
