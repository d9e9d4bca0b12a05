package io.barograph.agent.host;

import java.util.StringTokenizer;

/** The words of one line of a /proc file. */
final class Fields {
  private final StringTokenizer words;

  Fields(String line) {
    this.words = new StringTokenizer(line);
  }

  boolean hasNext() {
    return words.hasMoreTokens();
  }

  int remaining() {
    return words.countTokens();
  }

  String next() {
    return words.nextToken();
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      words.nextToken();
    }
  }

  /** Counters of the kernel are unsigned 64-bit: what does not fit a long fits a double. */
  double number() {
    return Double.parseDouble(next());
  }
}
