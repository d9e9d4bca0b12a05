package io.barograph.promql.lex;

/** A place in the query where no token can be read. The parser adds the position and rethrows. */
public final class LexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int start;

  LexException(int start, String message) {
    super(message);
    this.start = start;
  }

  /** Index of the char that the message is about. */
  public int start() {
    return start;
  }
}
