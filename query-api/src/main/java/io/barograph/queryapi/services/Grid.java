package io.barograph.queryapi.services;

/**
 * Points in time at equal distances; all in milliseconds.
 *
 * @param start the first, since the Unix epoch
 * @param window length of time before each point that its value is about
 */
public record Grid(long start, long step, int count, long window) {
  /** Two scrapes at the slowest pace in common use, once a minute. */
  public static final long SHORTEST_WINDOW = 120_000;

  /** One point, about all of a window. */
  static Grid whole(Window window) {
    return new Grid(window.to(), window.length(), 1, window.length());
  }

  /** Points up to and with the end of a window, each about the time since the one before. */
  public static Grid over(Window window, long step) {
    int intervals = Math.toIntExact(window.length() / step);
    return new Grid(
        window.to() - intervals * step, step, intervals + 1, Math.max(step, SHORTEST_WINDOW));
  }

  public long time(int index) {
    return start + index * step;
  }

  long end() {
    return time(count - 1);
  }

  /** The points from one index to another. */
  Grid part(int first, int last) {
    return new Grid(time(first), step, last - first + 1, window);
  }

  /** All of the time that the points are about. */
  Window all() {
    return new Window(start - window, end());
  }

  /** The point at a time, or in whose window of a whole grid it lies. */
  int index(long time) {
    return Math.toIntExact((time - start) / step);
  }
}
