package io.barograph.model;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects series by one label. Regular expressions have the syntax of RE2, as in Prometheus, match
 * in linear time whatever a user writes, and are anchored at both ends; a missing label matches as
 * the empty string.
 */
public final class LabelMatcher {
  private final String name;
  private final MatchType type;
  private final String value;
  private final @Nullable Pattern pattern;

  /** What {@code a|b|c} matches, the commonest regular expression by far; null for any other. */
  private final @Nullable Set<String> alternatives;

  private LabelMatcher(String name, MatchType type, String value) {
    this.name = requireNonNull(name, "name is null");
    this.type = requireNonNull(type, "type is null");
    this.value = requireNonNull(value, "value is null");
    boolean regex = type == MatchType.REGEX || type == MatchType.NOT_REGEX;
    this.alternatives = regex && isPlainAlternation(value) ? Set.of(split(value)) : null;
    this.pattern = regex && alternatives == null ? compile(value) : null;
  }

  /**
   * A matcher.
   *
   * @throws IllegalArgumentException if {@code value} should be a regular expression and is none
   */
  public static LabelMatcher of(String name, MatchType type, String value) {
    return new LabelMatcher(name, type, value);
  }

  public static LabelMatcher equal(String name, String value) {
    return new LabelMatcher(name, MatchType.EQUAL, value);
  }

  private static Pattern compile(String regex) {
    try {
      // DOTALL, as Prometheus compiles with (?s).
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "error parsing regexp " + LabelText.quote(regex) + ": " + e.getDescription(), e);
    }
  }

  private static boolean isPlainAlternation(String regex) {
    for (int i = 0; i < regex.length(); i++) {
      if ("\\.+*?()[]{}^$".indexOf(regex.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** The distinct alternatives; the empty one counts, as in {@code a|}. */
  private static String[] split(String alternation) {
    return Arrays.stream(alternation.split("\\|", -1)).distinct().toArray(String[]::new);
  }

  public String name() {
    return name;
  }

  public MatchType type() {
    return type;
  }

  public String value() {
    return value;
  }

  /** Whether a label with this value is selected; an absent label has the empty value. */
  public boolean matches(String labelValue) {
    return switch (type) {
      case EQUAL -> value.equals(labelValue);
      case NOT_EQUAL -> !value.equals(labelValue);
      case REGEX -> matchesRegex(labelValue);
      case NOT_REGEX -> !matchesRegex(labelValue);
    };
  }

  private boolean matchesRegex(String labelValue) {
    return alternatives != null
        ? alternatives.contains(labelValue)
        : requireNonNull(pattern).matches(labelValue);
  }

  /** Whether a series with these labels is selected. */
  public boolean matches(Labels labels) {
    return matches(labels.valueOrEmpty(name));
  }

  /** Whether a series without this label is selected. */
  public boolean matchesEmpty() {
    return matches("");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LabelMatcher matcher
        && type == matcher.type
        && name.equals(matcher.name)
        && value.equals(matcher.value);
  }

  @Override
  public int hashCode() {
    return (name.hashCode() * 31 + type.hashCode()) * 31 + value.hashCode();
  }

  @Override
  public String toString() {
    return LabelText.name(name) + type.operator() + LabelText.quote(value);
  }
}
