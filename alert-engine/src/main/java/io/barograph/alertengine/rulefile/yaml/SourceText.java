package io.barograph.alertengine.rulefile.yaml;

import io.barograph.alertengine.rule.FilePosition;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.reader.StreamReader;

/** The text of a file: valid UTF-8 of a bearable size, without the characters YAML forbids. */
final class SourceText {
  /** Ten thousand rules fit; a file beyond is an accident or an attack. */
  static final int MOST_BYTES = 8 * 1024 * 1024;

  private final String file;
  private final String text;
  private final List<String> lines;

  private SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    this.lines = text.lines().toList();
  }

  /** The text; what is wrong with it is added to the problems. */
  static SourceText of(byte[] content, Problems problems) {
    String file = problems.file();
    if (content.length > MOST_BYTES) {
      problems.add(
          new FilePosition(file, 1, 1),
          "file has more than %d bytes; split it".formatted(MOST_BYTES));
      return new SourceText(file, "");
    }
    CharBuffer decoded = CharBuffer.allocate(content.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content), decoded, true);
    SourceText source = new SourceText(file, withoutByteOrderMark(decoded.flip().toString()));
    if (result.isError()) {
      problems.add(source.at(source.text.length()), "not UTF-8: " + reason(result));
    } else {
      source.findControlCharacter(problems);
    }
    return source;
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String reason(CoderResult result) {
    try {
      result.throwException();
      return "";
    } catch (CharacterCodingException e) {
      return result.length() == 1 ? "an invalid byte" : result.length() + " invalid bytes";
    }
  }

  private void findControlCharacter(Problems problems) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        problems.add(at(i), "character U+%04X is not allowed in YAML".formatted(c));
        return;
      }
      i += Character.charCount(c);
    }
  }

  String text() {
    return text;
  }

  /** The place of a char of the text. */
  FilePosition at(int index) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new FilePosition(file, line, index - lineStart + 1);
  }

  /** The place of a line and column that count from 0. */
  FilePosition at(int line, int column) {
    return new FilePosition(file, line + 1, column + 1);
  }

  /** A line that counts from 0; empty beyond the last. */
  String line(int index) {
    return index < lines.size() ? lines.get(index) : "";
  }
}
