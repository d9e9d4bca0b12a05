package io.barograph.alertengine.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.HexFormat;

/** Text as Go's standard library treats it. */
final class GoText {
  private GoText() {}

  /** In double quotes, with what cannot be seen escaped. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quote(quoted, c));
    return quoted.append('"').toString();
  }

  private static void quote(StringBuilder quoted, int c) {
    switch (c) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\t' -> quoted.append("\\t");
      case '\r' -> quoted.append("\\r");
      default -> {
        if (c < 0x20 || c == 0x7f) {
          quoted.append("\\x%02x".formatted(c));
        } else {
          quoted.appendCodePoint(c);
        }
      }
    }
  }

  static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  /** Each word with a capital. */
  static String title(String text) {
    StringBuilder titled = new StringBuilder();
    int before = ' ';
    for (int c : text.codePoints().toArray()) {
      titled.appendCodePoint(isWordPart(before) ? c : Character.toTitleCase(c));
      before = c;
    }
    return titled.toString();
  }

  private static boolean isWordPart(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '\'';
  }

  /** All matches replaced by an expansion with {@code $1} and {@code ${name}}. */
  static String replaceAll(String pattern, String replacement, String text) {
    Pattern compiled = Pattern.compile(pattern);
    Matcher matcher = compiled.matcher(text);
    StringBuilder replaced = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      replaced.append(text, end, matcher.start()).append(expand(replacement, matcher, compiled));
      end = matcher.end();
    }
    return replaced.append(text, end, text.length()).toString();
  }

  private static String expand(String replacement, Matcher matcher, Pattern pattern) {
    return new io.barograph.promql.function.ReplacementTemplate(replacement)
        .expand(matcher, pattern);
  }
}
