package io.barograph.promql.lex;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A text that grows by characters and by single bytes, which may form characters together. */
final class EscapedBytes {
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void append(char c) {
    flush();
    text.append(c);
  }

  void appendCodePoint(int codePoint) {
    flush();
    text.appendCodePoint(codePoint);
  }

  void appendByte(int value) {
    bytes.write(value);
  }

  private void flush() {
    if (bytes.size() > 0) {
      text.append(bytes.toString(UTF_8));
      bytes.reset();
    }
  }

  @Override
  public String toString() {
    flush();
    return text.toString();
  }
}
