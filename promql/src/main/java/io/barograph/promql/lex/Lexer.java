package io.barograph.promql.lex;

import static io.barograph.promql.lex.CharacterSource.END;
import static io.barograph.promql.lex.CharacterSource.isDigit;
import static io.barograph.promql.lex.CharacterSource.isLetter;
import static io.barograph.promql.lex.CharacterSource.isSpace;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts a query into tokens, one at a time, so that an error early in the query is found before one
 * later in it. What a character means depends on the brackets around it: inside braces there are no
 * keywords, inside square brackets no names.
 */
public final class Lexer {
  private static final Map<String, TokenType> KEYWORDS = keywords();

  private final CharacterSource source;
  private final NumberLexer numbers;
  private final StringLexer strings;

  private int openParens;
  private boolean braceOpen;
  private boolean bracketOpen;

  /** Between an opening square bracket and the first number after it. */
  private boolean beforeRange;

  private boolean colonSeen;

  public Lexer(String query) {
    this.source = new CharacterSource(query);
    this.numbers = new NumberLexer(source);
    this.strings = new StringLexer(source);
  }

  private static Map<String, TokenType> keywords() {
    Map<String, TokenType> keywords = new HashMap<>();
    for (TokenType type : TokenType.values()) {
      String spelling = type.spelling();
      if (spelling != null && isLetter(spelling.charAt(0))) {
        keywords.put(spelling, type);
      }
    }
    for (String aggregator :
        new String[] {
          "sum",
          "avg",
          "count",
          "min",
          "max",
          "group",
          "stddev",
          "stdvar",
          "topk",
          "bottomk",
          "count_values",
          "quantile",
          "limitk",
          "limit_ratio"
        }) {
      keywords.put(aggregator, TokenType.AGGREGATOR);
    }
    keywords.put("inf", TokenType.NUMBER);
    keywords.put("nan", TokenType.NUMBER);
    return Map.copyOf(keywords);
  }

  /**
   * The next token; at the end of the query {@link TokenType#END_OF_INPUT}, again and again.
   *
   * @throws LexException if no token can be read
   */
  public Token next() {
    skipSpacesAndComments();
    source.startToken();
    if (braceOpen) {
      return insideBraces();
    }
    return beforeRange ? range() : statement();
  }

  private void skipSpacesAndComments() {
    while (true) {
      int c = source.peek();
      if (isSpace(c)) {
        source.next();
      } else if (c == '#' && !beforeRange) {
        while (c != END && c != '\n' && c != '\r') {
          source.next();
          c = source.peek();
        }
      } else {
        return;
      }
    }
  }

  private Token statement() {
    int c = source.next();
    if (isDigit(c) || (c == '.' && isDigit(source.peek()))) {
      return number(c);
    }
    if (isLetter(c) || c == ':') {
      return bracketOpen ? colonInBrackets(c) : word();
    }
    return switch (c) {
      case END -> endOfInput();
      case ',' -> source.token(TokenType.COMMA);
      case '*' -> source.token(TokenType.MULTIPLY);
      case '/' -> source.token(TokenType.DIVIDE);
      case '%' -> source.token(TokenType.MODULO);
      case '+' -> source.token(TokenType.ADD);
      case '-' -> source.token(TokenType.SUBTRACT);
      case '^' -> source.token(TokenType.POWER);
      case '@' -> source.token(TokenType.AT);
      case '=' -> equalSign();
      case '!' -> {
        int after = source.next();
        if (after != '=') {
          throw source.error("unexpected character after '!': " + StringSyntax.quote(after));
        }
        yield source.token(TokenType.NOT_EQUAL);
      }
      case '<' -> source.token(source.accept("=") ? TokenType.LESS_OR_EQUAL : TokenType.LESS);
      case '>' -> source.token(source.accept("=") ? TokenType.GREATER_OR_EQUAL : TokenType.GREATER);
      case '"', '\'' -> strings.quoted(c);
      case '`' -> strings.raw();
      case '(' -> {
        openParens++;
        yield source.token(TokenType.LEFT_PAREN);
      }
      case ')' -> rightParen();
      case '{' -> {
        braceOpen = true;
        yield source.token(TokenType.LEFT_BRACE);
      }
      case '[' -> {
        if (bracketOpen) {
          throw source.error("unexpected left bracket '['");
        }
        bracketOpen = true;
        beforeRange = true;
        colonSeen = false;
        yield source.token(TokenType.LEFT_BRACKET);
      }
      case ']' -> rightBracket();
      default -> throw source.error("unexpected character: " + StringSyntax.quote(c));
    };
  }

  private Token endOfInput() {
    if (openParens != 0) {
      throw source.error("unclosed left parenthesis");
    }
    if (bracketOpen) {
      throw source.error("unclosed left bracket");
    }
    return source.token(TokenType.END_OF_INPUT);
  }

  private Token equalSign() {
    int after = source.peek();
    if (after == '~') {
      throw source.error("unexpected character after '=': '~'");
    }
    return source.token(source.accept("=") ? TokenType.EQUALS : TokenType.EQUAL);
  }

  private Token rightParen() {
    openParens--;
    if (openParens < 0) {
      // The position after the parenthesis is the one that Prometheus reports.
      throw new LexException(source.position(), "unexpected right parenthesis ')'");
    }
    return source.token(TokenType.RIGHT_PAREN);
  }

  private Token rightBracket() {
    if (!bracketOpen) {
      throw source.error("unexpected right bracket ']'");
    }
    bracketOpen = false;
    beforeRange = false;
    return source.token(TokenType.RIGHT_BRACKET);
  }

  private Token colonInBrackets(int c) {
    if (c != ':') {
      throw source.error("unexpected character: " + StringSyntax.quote(c) + ", expected ':'");
    }
    if (colonSeen) {
      throw source.error("unexpected colon ':'");
    }
    colonSeen = true;
    return source.token(TokenType.COLON);
  }

  /** The first number of a range or subquery, and the operators that may come before it. */
  private Token range() {
    int c = source.next();
    if (isDigit(c) || (c == '.' && isDigit(source.peek()))) {
      beforeRange = false;
      return number(c);
    }
    return switch (c) {
      case END -> throw source.error("unexpected end of input in duration expression");
      case ']' -> rightBracket();
      case ':' ->
          throw new LexException(
              source.position(), "unexpected colon before duration in duration expression");
      case '(' -> {
        openParens++;
        yield source.token(TokenType.LEFT_PAREN);
      }
      case ')' -> rightParen();
      case '+' -> source.token(TokenType.ADD);
      case '-' -> source.token(TokenType.SUBTRACT);
      case '*' -> source.token(TokenType.MULTIPLY);
      case '/' -> source.token(TokenType.DIVIDE);
      case '%' -> source.token(TokenType.MODULO);
      case '^' -> source.token(TokenType.POWER);
      default ->
          throw source.error(
              "unexpected character in duration expression: " + StringSyntax.quote(c));
    };
  }

  private Token number(int first) {
    source.rewind(first);
    return numbers.numberOrDuration();
  }

  private Token word() {
    while (isLetter(source.peek()) || isDigit(source.peek()) || source.peek() == ':') {
      source.next();
    }
    String text = source.tokenText();
    TokenType keyword = KEYWORDS.get(text.toLowerCase(Locale.ROOT));
    if (keyword != null) {
      return source.token(keyword);
    }
    return source.token(
        text.indexOf(':') >= 0 ? TokenType.METRIC_IDENTIFIER : TokenType.IDENTIFIER);
  }

  private Token insideBraces() {
    int c = source.next();
    if (isLetter(c)) {
      while (isLetter(source.peek()) || isDigit(source.peek())) {
        source.next();
      }
      return source.token(TokenType.IDENTIFIER);
    }
    return switch (c) {
      case END -> throw source.error("unexpected end of input inside braces");
      case ',' -> source.token(TokenType.COMMA);
      case '"', '\'' -> strings.quoted(c);
      case '`' -> strings.raw();
      case '=' -> source.token(source.accept("~") ? TokenType.EQUAL_REGEX : TokenType.EQUAL);
      case '!' -> {
        int after = source.next();
        if (after != '~' && after != '=') {
          throw source.error(
              "unexpected character after '!' inside braces: " + StringSyntax.quote(after));
        }
        yield source.token(after == '~' ? TokenType.NOT_EQUAL_REGEX : TokenType.NOT_EQUAL);
      }
      case '{' -> throw source.error("unexpected left brace '{'");
      case '}' -> {
        braceOpen = false;
        yield source.token(TokenType.RIGHT_BRACE);
      }
      default -> throw source.error("unexpected character inside braces: " + StringSyntax.quote(c));
    };
  }
}
