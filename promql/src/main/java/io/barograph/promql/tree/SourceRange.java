package io.barograph.promql.tree;

/**
 * Where something stands in the query text.
 *
 * @param start index of its first char
 * @param end index just after its last char
 */
public record SourceRange(int start, int end) {
  public static final SourceRange NONE = new SourceRange(0, 0);

  /** From the start of this one to the end of {@code other}. */
  public SourceRange to(SourceRange other) {
    return new SourceRange(start, other.end);
  }

  /**
   * The start as {@code line:column}, both from 1. Columns count bytes of UTF-8, because clients of
   * Prometheus expect that.
   */
  public String startIn(String query) {
    if (query.isEmpty()) {
      return "unknown position";
    }
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(start, query.length()); i++) {
      char c = query.charAt(i);
      if (c == '\n') {
        line++;
        column = 1;
      } else {
        // A surrogate pair is four bytes of UTF-8, two for each half.
        column += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
    }
    return line + ":" + column;
  }
}
