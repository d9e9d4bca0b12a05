package io.barograph.promql.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A replacement with references to groups, in the syntax of Go: {@code $1}, {@code ${name}}, {@code
 * $$}. A name without braces is as long as it can be, so {@code $1x} means the group {@code 1x}.
 * References to groups that are not there stand for nothing.
 */
public final class ReplacementTemplate {
  private final String template;

  public ReplacementTemplate(String template) {
    this.template = template;
  }

  /** The replacement for a match. */
  public String expand(Matcher matcher, Pattern pattern) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      if (c != '$' || i + 1 == template.length()) {
        text.append(c);
        i++;
        continue;
      }
      boolean braces = template.charAt(i + 1) == '{';
      int start = braces ? i + 2 : i + 1;
      int end = start;
      while (end < template.length() && isNameCharacter(template.charAt(end))) {
        end++;
      }
      boolean closed = !braces || (end < template.length() && template.charAt(end) == '}');
      if (template.charAt(i + 1) == '$') {
        text.append('$');
        i += 2;
      } else if (end == start || !closed) {
        text.append('$');
        i++;
      } else {
        text.append(group(template.substring(start, end), matcher, pattern));
        i = braces ? end + 1 : end;
      }
    }
    return text.toString();
  }

  private static String group(String name, Matcher matcher, Pattern pattern) {
    Integer index =
        name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() < 10
            ? Integer.valueOf(name)
            : pattern.namedGroups().get(name);
    if (index == null || index > matcher.groupCount()) {
      return "";
    }
    String group = matcher.group(index);
    return group == null ? "" : group;
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
