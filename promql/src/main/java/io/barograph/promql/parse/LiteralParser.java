package io.barograph.promql.parse;

import static io.barograph.promql.parse.TokenStream.rangeOf;

import io.barograph.promql.lex.Token;
import io.barograph.promql.lex.TokenType;
import io.barograph.promql.tree.NumberLiteral;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.tree.SourceRange;
import java.util.Locale;

/** Numbers and durations, which may stand for each other, with and without signs. */
final class LiteralParser {
  private final TokenStream tokens;

  LiteralParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  boolean nextIsNumber() {
    return tokens.nextIs(TokenType.NUMBER) || tokens.nextIs(TokenType.DURATION);
  }

  NumberLiteral number() {
    Token token = tokens.take();
    try {
      boolean duration = token.is(TokenType.DURATION);
      double value =
          duration ? DurationSyntax.parse(token.text()) / 1000.0 : NumberSyntax.parse(token.text());
      return new NumberLiteral(value, duration, rangeOf(token));
    } catch (IllegalArgumentException e) {
      throw tokens.error(rangeOf(token), e.getMessage());
    }
  }

  /** The length of a range or the step of a subquery, in milliseconds. */
  long positiveDuration(String construct, String expected) {
    Signed signed = signed(construct, expected);
    rejectArithmetic(signed);
    long milliseconds = milliseconds(signed);
    if (milliseconds <= 0) {
      throw tokens.error(signed.range, "duration must be greater than 0");
    }
    return milliseconds;
  }

  /** What follows {@code offset}, in milliseconds; may be negative. */
  long offset() {
    return milliseconds(signed("offset", "number or duration"));
  }

  private long milliseconds(Signed signed) {
    try {
      return DurationSyntax.fromSeconds(signed.value);
    } catch (IllegalArgumentException e) {
      throw tokens.error(signed.literal.range(), e.getMessage());
    }
  }

  /**
   * What follows {@code @}, in milliseconds.
   *
   * @param selector what is pinned, where an error about the number points
   */
  long timestamp(SourceRange selector) {
    Signed signed = signed("@", "timestamp");
    double seconds = signed.value;
    if (!(Math.abs(seconds) < 0x1p63)) {
      String text =
          Double.isNaN(seconds) || Double.isInfinite(seconds)
              ? (Double.isNaN(seconds) ? "NaN" : seconds > 0 ? "+Inf" : "-Inf")
              : String.format(Locale.ROOT, "%.6f", new java.math.BigDecimal(seconds));
      throw tokens.error(selector, "timestamp out of bounds for @ modifier: " + text);
    }
    // Far beyond any sample, yet sums with durations cannot overflow.
    double bound = 0x1p61;
    return (long) Math.max(-bound, Math.min(bound, Math.rint(seconds * 1000)));
  }

  private Signed signed(String construct, String expected) {
    int start = tokens.peek().start();
    boolean negative = false;
    while (tokens.nextIs(TokenType.ADD) || tokens.nextIs(TokenType.SUBTRACT)) {
      negative ^= tokens.take().is(TokenType.SUBTRACT);
    }
    if (tokens.nextIs(TokenType.LEFT_PAREN) && !construct.equals("@")) {
      tokens.take();
      throw noArithmetic(rangeOf(tokens.peek()));
    }
    if (!nextIsNumber()) {
      throw tokens.unexpected(construct, expected);
    }
    NumberLiteral literal = number();
    double value = negative ? -literal.value() : literal.value();
    return new Signed(literal, value, new SourceRange(start, literal.range().end()));
  }

  private void rejectArithmetic(Signed signed) {
    switch (tokens.peek().type()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> throw noArithmetic(signed.range);
      default -> {}
    }
  }

  private ParseException noArithmetic(SourceRange range) {
    return tokens.error(range, "experimental duration expression is not enabled");
  }

  private record Signed(NumberLiteral literal, double value, SourceRange range) {}
}
