package io.barograph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LabelMatcherTest {
  @Test
  void regexesAreAnchored() {
    assertThat(regex("b").matches("abc")).isFalse();
    assertThat(regex(".*b.*").matches("abc")).isTrue();
    assertThat(regex("a|b").matches("ab")).isFalse();
    assertThat(regex("a|b").matches("b")).isTrue();
    assertThat(regex("a|bc.*").matches("a")).isTrue();
    assertThat(regex("a|bc.*").matches("ax")).isFalse();
  }

  @Test
  void emptyAlternativeMatchesAbsentLabel() {
    assertThat(regex("a|").matchesEmpty()).isTrue();
    assertThat(regex("").matchesEmpty()).isTrue();
    assertThat(regex("a|b").matchesEmpty()).isFalse();
    assertThat(regex(".+").matchesEmpty()).isFalse();
    assertThat(LabelMatcher.of("l", MatchType.NOT_EQUAL, "a").matches(Labels.EMPTY)).isTrue();
  }

  @Test
  void dotMatchesLineBreak() {
    assertThat(regex("a.b").matches("a\nb")).isTrue();
  }

  @Test
  void hostileRegexTakesLinearTime() {
    LabelMatcher matcher = regex("(a*)*b");
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(matcher.matches("a".repeat(50_000))).isFalse());
  }

  @Test
  void badRegexIsNamed() {
    assertThatThrownBy(() -> regex("a("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("error parsing regexp \"a(\": missing closing )");
  }

  @Test
  void textIsPromql() {
    assertThat(regex("a|\"")).hasToString("l=~\"a|\\\"\"");
    assertThat(LabelMatcher.of("l l", MatchType.NOT_REGEX, "x")).hasToString("\"l l\"!~\"x\"");
  }

  private static LabelMatcher regex(String regex) {
    return LabelMatcher.of("l", MatchType.REGEX, regex);
  }
}
