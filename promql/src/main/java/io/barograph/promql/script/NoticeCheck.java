package io.barograph.promql.script;

import io.barograph.promql.script.Expectation.TextCheck;
import io.barograph.promql.value.QueryNotices;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares warnings and infos with what a script expects; without a word of them, it expects none.
 */
final class NoticeCheck {
  private NoticeCheck() {}

  static @Nullable String check(Expectation expected, QueryNotices notices) {
    // A test of order is a test of nothing else.
    if (expected.ordered) {
      return null;
    }
    String problem = check("warning", expected.warnings, notices.warnings());
    return problem != null ? problem : check("info", expected.infos, notices.infos());
  }

  private static @Nullable String check(
      String kind, List<TextCheck> checks, List<String> positioned) {
    List<String> texts =
        positioned.stream().map(text -> text.replaceFirst(" \\(\\d+:\\d+\\)$", "")).toList();
    if (checks.isEmpty()) {
      return texts.isEmpty() ? null : "unexpected " + kind + ": " + texts;
    }
    if (texts.isEmpty()) {
      return "expected %s \"%s\", got none".formatted(kind, checks.getFirst().description());
    }
    return ExpectationReader.allMatch(checks, texts)
        ? null
        : "expected %s \"%s\", got %s".formatted(kind, checks.getFirst().description(), texts);
  }
}
