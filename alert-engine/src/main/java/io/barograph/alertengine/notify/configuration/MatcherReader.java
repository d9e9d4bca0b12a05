package io.barograph.alertengine.notify.configuration;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import io.barograph.model.LabelMatcher;
import io.barograph.model.MatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Matchers of routes and inhibition rules in Alertmanager's three notations. */
final class MatcherReader {
  /** A name, an operator, and a value in quotes or bare; then a comma or the end. */
  private static final Pattern MATCHER =
      Pattern.compile(
          "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"=!~,{}]+)\\s*(=~|!~|!=|=)\\s*"
              + "(\"(?:[^\"\\\\]|\\\\.)*\"|[^\"{},]*?)\\s*(,|$)");

  private MatcherReader() {}

  /** Takes the list {@code list} and the mappings {@code equal} and {@code regex}. */
  static List<LabelMatcher> take(YamlFields fields, String list, String equal, String regex) {
    List<LabelMatcher> matchers = new ArrayList<>();
    fields.take(equal).ifPresent(value -> mapping(value, MatchType.EQUAL, matchers));
    fields.take(regex).ifPresent(value -> mapping(value, MatchType.REGEX, matchers));
    fields.take(list).ifPresent(value -> list(value, matchers));
    return matchers;
  }

  private static void mapping(YamlValue value, MatchType type, List<LabelMatcher> matchers) {
    for (Map.Entry<String, YamlValue> entry : value.fields().takeRest().entrySet()) {
      matchers.add(matcher(entry.getValue(), entry.getKey(), type, entry.getValue().text()));
    }
  }

  private static void list(YamlValue value, List<LabelMatcher> matchers) {
    List<YamlValue> items = value.isList() ? value.items() : List.of(value);
    items.forEach(item -> parse(item, matchers));
  }

  private static void parse(YamlValue item, List<LabelMatcher> matchers) {
    String text = item.text().strip();
    if (text.startsWith("{") && text.endsWith("}")) {
      text = text.substring(1, text.length() - 1);
    }
    Matcher matcher = MATCHER.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw item.wrong(
            "bad matcher \"%s\"; write it as name=\"value\", with =, !=, =~ or !~"
                .formatted(item.text()));
      }
      matchers.add(
          matcher(
              item,
              unquote(matcher.group(1)),
              MatcherReader.type(matcher.group(2)),
              unquote(matcher.group(3))));
      end = matcher.end();
    }
  }

  private static MatchType type(String operator) {
    return switch (operator) {
      case "=" -> MatchType.EQUAL;
      case "!=" -> MatchType.NOT_EQUAL;
      case "=~" -> MatchType.REGEX;
      default -> MatchType.NOT_REGEX;
    };
  }

  private static String unquote(String text) {
    if (!text.startsWith("\"")) {
      return text;
    }
    StringBuilder value = new StringBuilder();
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        c = text.charAt(++i);
        c = c == 'n' ? '\n' : c;
      }
      value.append(c);
    }
    return value.toString();
  }

  private static LabelMatcher matcher(YamlValue place, String name, MatchType type, String value) {
    try {
      return LabelMatcher.of(name, type, value);
    } catch (IllegalArgumentException e) {
      throw place.wrong(String.valueOf(e.getMessage()));
    }
  }
}
