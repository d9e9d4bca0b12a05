package io.barograph.agent.records;

import java.io.PrintWriter;
import java.io.Writer;

/** The first part of a stack as the runtime prints it, however long it is. */
final class StackText extends Writer {
  private final StringBuilder kept = new StringBuilder();
  private final int limit;

  private StackText(int limit) {
    this.limit = limit;
  }

  /** A character more than the limit at most, so that a cut is seen to be one. */
  static String of(Throwable error, int limit) {
    StackText text = new StackText(limit + 1);
    try {
      error.printStackTrace(new PrintWriter(text));
    } catch (RuntimeException e) {
      // An exception whose message cannot be had must not hide that it was thrown.
      String instead = "(stack cannot be printed: " + e.getClass().getName() + ")";
      text.write(instead, 0, instead.length());
    }
    return text.kept.toString();
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    kept.append(characters, offset, Math.min(length, limit - kept.length()));
  }

  @Override
  public void write(String text, int offset, int length) {
    kept.append(text, offset, offset + Math.min(length, limit - kept.length()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
