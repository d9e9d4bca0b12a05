package io.barograph.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.server.settings.SettingException;
import org.junit.jupiter.api.Test;

final class TokenSetTest {
  @Test
  void holdsSeveralTokensSoThatTheyCanBeChanged() {
    TokenSet tokens = TokenSet.parse("old-old-old-old-old,\nnew-new-new-new-new\n", "test");
    assertThat(tokens.contains("old-old-old-old-old")).isTrue();
    assertThat(tokens.contains("new-new-new-new-new")).isTrue();
    assertThat(tokens.contains("new-new-new-new-ne")).isFalse();
    assertThat(tokens.contains("")).isFalse();
  }

  @Test
  void anEmptySetHoldsNotEvenTheEmptyToken() {
    assertThat(TokenSet.parse(" ,\n", "test").isEmpty()).isTrue();
    assertThat(TokenSet.parse("", "test").contains("")).isFalse();
  }

  @Test
  void aShortTokenIsRefusedWithoutBeingQuoted() {
    assertThatThrownBy(() -> TokenSet.parse("hunter2", "barograph.tokens.http"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("barograph.tokens.http holds a token of 7 characters, at least 16")
        .hasMessageNotContaining("hunter2");
  }
}
