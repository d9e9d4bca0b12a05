package io.barograph.promql.lex;

/** A cursor over the code points of a query, and the start of the token that is being read. */
final class CharacterSource {
  static final int END = -1;

  private final String input;
  private int position;
  private int tokenStart;

  CharacterSource(String input) {
    this.input = input;
  }

  /** Reads the next code point, or {@link #END}. */
  int next() {
    if (position >= input.length()) {
      return END;
    }
    int codePoint = input.codePointAt(position);
    position += Character.charCount(codePoint);
    return codePoint;
  }

  int peek() {
    return position < input.length() ? input.codePointAt(position) : END;
  }

  /** Reads the next code point if it is one of {@code accepted}. */
  boolean accept(String accepted) {
    if (!isNext(accepted)) {
      return false;
    }
    position++;
    return true;
  }

  /** Whether the next code point is one of {@code accepted}, which are all ASCII. */
  boolean isNext(String accepted) {
    return position < input.length() && accepted.indexOf(input.charAt(position)) >= 0;
  }

  void acceptAll(String accepted) {
    while (accept(accepted)) {
      // accept has moved on
    }
  }

  /** Puts back the code point that was read last. */
  void rewind(int codePoint) {
    position -= Character.charCount(codePoint);
  }

  void startToken() {
    tokenStart = position;
  }

  int tokenStart() {
    return tokenStart;
  }

  int position() {
    return position;
  }

  String tokenText() {
    return input.substring(tokenStart, position);
  }

  Token token(TokenType type) {
    return new Token(type, tokenText(), tokenStart);
  }

  /** An error that points at the token being read. */
  LexException error(String message) {
    return new LexException(tokenStart, message);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(int c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
