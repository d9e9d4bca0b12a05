package io.barograph.alertengine.template;

import io.barograph.alertengine.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a template into words. */
final class Lexer {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private final String name;
  private final String input;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  Lexer(String name, String input) {
    this.name = name;
    this.input = input;
  }

  List<Token> tokens() {
    boolean trim = false;
    while (at < input.length()) {
      int open = input.indexOf(OPEN, at);
      String text = input.substring(at, open < 0 ? input.length() : open);
      boolean trimmedRight = open >= 0 && trims(open + OPEN.length());
      add(Kind.TEXT, trimmed(text, trim, trimmedRight), null, false);
      advanceTo(open < 0 ? input.length() : open);
      if (open >= 0) {
        trim = action(trimmedRight);
      }
    }
    add(Kind.END, "EOF", null, false);
    return tokens;
  }

  /** Whether a trim marker follows: a minus and a space. */
  private boolean trims(int from) {
    return from + 1 < input.length()
        && input.charAt(from) == '-'
        && isSpace(input.charAt(from + 1));
  }

  private static String trimmed(String text, boolean left, boolean right) {
    String trimmed = left ? text.stripLeading() : text;
    return right ? trimmed.stripTrailing() : trimmed;
  }

  /** Reads an action; whether what follows it is trimmed. */
  private boolean action(boolean marked) {
    int start = at;
    advanceTo(at + OPEN.length() + (marked ? 2 : 0));
    if (input.startsWith("/*", at)) {
      return comment();
    }
    add(Kind.OPEN, OPEN, null, false);
    while (true) {
      boolean spaced = skipSpaces();
      if (at >= input.length()) {
        throw error(
            "unclosed action" + (line > lineOf(start) ? " started at " + place(start) : ""));
      }
      if (spaced && input.startsWith("-" + CLOSE, at)) {
        advanceTo(at + 1);
        close();
        return true;
      }
      if (input.startsWith(CLOSE, at)) {
        close();
        return false;
      }
      word(spaced);
    }
  }

  private boolean comment() {
    int end = input.indexOf("*/", at);
    if (end < 0) {
      throw error("unclosed comment");
    }
    int after = end + 2;
    boolean trim = after < input.length() && isSpace(input.charAt(after));
    while (after < input.length() && isSpace(input.charAt(after))) {
      after++;
    }
    trim &= input.startsWith("-" + CLOSE, after);
    if (!input.startsWith(CLOSE, trim ? after + 1 : after)) {
      throw error("comment ends before closing delimiter");
    }
    advanceTo((trim ? after + 1 : after) + CLOSE.length());
    return trim;
  }

  private void close() {
    add(Kind.CLOSE, CLOSE, null, false);
    advanceTo(at + CLOSE.length());
  }

  private void word(boolean spaced) {
    char c = input.charAt(at);
    if (c == '"' || c == '`' || c == '\'') {
      literal(new LiteralReader(name, line, input, at), spaced);
    } else if (isDigit(c) || startsNumber(c)) {
      literal(new LiteralReader(name, line, input, at), spaced);
    } else if (c == '.') {
      int end = identifierEnd(at + 1);
      take(end > at + 1 ? Kind.FIELD : Kind.DOT, Math.max(end, at + 1), spaced);
    } else if (c == '$') {
      take(Kind.VARIABLE, identifierEnd(at + 1), spaced);
    } else if (isNameStart(c)) {
      int end = identifierEnd(at);
      String word = input.substring(at, end);
      if (word.equals("true") || word.equals("false")) {
        add(Kind.LITERAL, word, Boolean.valueOf(word), spaced);
        advanceTo(end);
      } else {
        take(Kind.IDENTIFIER, end, spaced);
      }
    } else {
      punctuation(c, spaced);
    }
  }

  private boolean startsNumber(char c) {
    int next = at + 1;
    return (c == '+' || c == '-' || c == '.')
        && next < input.length()
        && (isDigit(input.charAt(next))
            || (c != '.'
                && input.charAt(next) == '.'
                && next + 1 < input.length()
                && isDigit(input.charAt(next + 1))));
  }

  private void literal(LiteralReader reader, boolean spaced) {
    Object value = reader.read();
    add(Kind.LITERAL, input.substring(at, reader.end()), value, spaced);
    advanceTo(reader.end());
  }

  private void punctuation(char c, boolean spaced) {
    switch (c) {
      case '|' -> take(Kind.PIPE, at + 1, spaced);
      case '(' -> take(Kind.LEFT, at + 1, spaced);
      case ')' -> take(Kind.RIGHT, at + 1, spaced);
      case ',' -> take(Kind.COMMA, at + 1, spaced);
      case '=' -> take(Kind.ASSIGN, at + 1, spaced);
      case ':' -> {
        if (!input.startsWith(":=", at)) {
          throw error("expected :=");
        }
        take(Kind.DECLARE, at + 2, spaced);
      }
      default -> throw error("unrecognized character in action: U+%04X '%c'".formatted((int) c, c));
    }
  }

  private void take(Kind kind, int end, boolean spaced) {
    add(kind, input.substring(at, end), null, spaced);
    advanceTo(end);
  }

  private void add(Kind kind, String text, @Nullable Object value, boolean spaced) {
    tokens.add(new Token(kind, text, value, spaced, line, at - lineStart));
  }

  private boolean skipSpaces() {
    int start = at;
    while (at < input.length() && isSpace(input.charAt(at))) {
      advanceTo(at + 1);
    }
    return at > start;
  }

  private void advanceTo(int end) {
    for (; at < end; at++) {
      if (input.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
  }

  private int identifierEnd(int from) {
    int end = from;
    while (end < input.length() && (isNameStart(input.charAt(end)) || isDigit(input.charAt(end)))) {
      end++;
    }
    return end;
  }

  private int lineOf(int position) {
    return 1 + (int) input.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  private String place(int position) {
    return name + ":" + lineOf(position);
  }

  private TemplateException error(String message) {
    return new TemplateException("template: %s:%d: %s".formatted(name, line, message));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return c == '_' || Character.isLetter(c);
  }
}
