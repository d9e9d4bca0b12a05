package io.barograph.promql.lex;

import static io.barograph.promql.lex.CharacterSource.isDigit;
import static io.barograph.promql.lex.CharacterSource.isLetter;

/** Numbers and durations: both begin with a digit and only their end tells them apart. */
final class NumberLexer {
  private static final String DIGITS = "0123456789";
  private static final String HEX_DIGITS = "0123456789abcdefABCDEF";

  private final CharacterSource source;

  NumberLexer(CharacterSource source) {
    this.source = source;
  }

  Token numberOrDuration() {
    if (scanNumber()) {
      return source.token(TokenType.NUMBER);
    }
    if (scanRestOfDuration()) {
      return source.token(TokenType.DURATION);
    }
    throw source.error("bad number or duration syntax: " + StringSyntax.quote(source.tokenText()));
  }

  /**
   * Reads as far as a number can go. What it accepts may still be no number, such as {@code 08e};
   * the parser finds that out when it converts the text.
   */
  private boolean scanNumber() {
    boolean hex = source.accept("0") && source.accept("xX");
    if (hex) {
      source.accept("_");
    }
    String digits = hex ? HEX_DIGITS : DIGITS;
    source.accept(".");
    boolean dotSeen = source.tokenText().endsWith(".");
    source.accept(digits);
    boolean exponentSeen = false;
    while (true) {
      if (source.accept(digits)) {
        source.acceptAll(digits);
      } else if (source.accept(".")) {
        if (dotSeen || hex || source.accept("_.")) {
          return false;
        }
        dotSeen = true;
      } else if (source.accept("eE")) {
        if (exponentSeen) {
          return false;
        }
        exponentSeen = true;
        source.accept("+-");
        if (source.accept("._eE") || source.peek() == CharacterSource.END) {
          return false;
        }
      } else if (source.accept("_")) {
        if (source.accept("._eE") || source.peek() == CharacterSource.END) {
          return false;
        }
      } else {
        return !isLetter(source.peek());
      }
    }
  }

  /**
   * The digits of the first number have been read; a unit follows, then more numbers with units.
   */
  private boolean scanRestOfDuration() {
    if (!source.accept("smhdwy")) {
      return false;
    }
    // The second letter of ms. Units such as hs are found when the duration is converted.
    source.accept("s");
    while (source.accept(DIGITS)) {
      source.acceptAll(DIGITS);
      // A year can only come first.
      if (!source.accept("smhdw")) {
        return false;
      }
      source.accept("s");
    }
    int next = source.peek();
    if (isLetter(next) || isDigit(next)) {
      source.next();
      return false;
    }
    return true;
  }
}
