package io.barograph.alertengine.rule;

/** A place in a file; line and column count from 1. */
public record FilePosition(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
