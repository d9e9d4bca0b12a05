package io.barograph.alertengine.template;

import org.jspecify.annotations.Nullable;

/**
 * A word of a template.
 *
 * @param text as written, or the whole text between actions
 * @param value of a literal
 * @param spaced whether a space stands before it
 * @param line from 1
 * @param column from 0, as Go counts it in errors
 */
record Token(Kind kind, String text, @Nullable Object value, boolean spaced, int line, int column) {
  enum Kind {
    TEXT,
    OPEN,
    CLOSE,
    IDENTIFIER,
    FIELD,
    VARIABLE,
    DOT,
    LITERAL,
    PIPE,
    LEFT,
    RIGHT,
    DECLARE,
    ASSIGN,
    COMMA,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
