package io.barograph.queryapi.services;

/** A stretch of time, after {@code from} up to and with {@code to}, in milliseconds. */
public record Window(long from, long to) {
  public Window {
    if (to <= from) {
      throw new IllegalArgumentException("%d is not after %d".formatted(to, from));
    }
  }

  public long length() {
    return to - from;
  }

  /** The stretch of the same length that ends where this one begins. */
  Window before() {
    return new Window(from - length(), from);
  }
}
