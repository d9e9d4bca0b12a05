package io.barograph.server.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.Role;
import io.barograph.server.settings.SettingException;
import io.barograph.timescale.block.BlockCompression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class BindRuleTest {
  private static final TokenSet NONE = TokenSet.parse("", "test");
  private static final TokenSet ONE = TokenSet.parse("0123456789abcdef", "test");
  private static final Set<Role> ALL = Set.of(Role.values());

  private static BarographSettings settings(String address, boolean insecure, Set<Role> roles) {
    return new BarographSettings(
        roles,
        Duration.ofDays(1),
        insecure,
        new BarographSettings.Bind(address),
        new BarographSettings.Http(0, Set.of()),
        new BarographSettings.RSocket(
            0, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1, DataSize.ofBytes(1)),
        new BarographSettings.RemoteWrite(
            DataSize.ofBytes(1),
            DataSize.ofBytes(1),
            1,
            Duration.ofSeconds(1),
            DataSize.ofBytes(1)),
        new BarographSettings.Tls(""),
        new BarographSettings.Tokens("", "", "", ""),
        new BarographSettings.Database("", "", "", ""),
        new BarographSettings.Data(Path.of("data")),
        new BarographSettings.Embedded(0),
        new BarographSettings.Limits(1, 1, 1, 1, 1, Duration.ZERO, DataSize.ofBytes(1)),
        new BarographSettings.Compaction(Duration.ofSeconds(1), BlockCompression.NONE),
        new BarographSettings.Query(1, Duration.ofSeconds(1), 1, 1, Duration.ofSeconds(1), false),
        new BarographSettings.Alert(
            List.of(),
            "",
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            1,
            1,
            List.of(),
            ""),
        new BarographSettings.Records(Duration.ofDays(1)),
        new BarographSettings.Inventory(Duration.ofDays(1)),
        new BarographSettings.Self(Duration.ZERO));
  }

  @Test
  void loopbackNeedsNoTokens() {
    for (String address : new String[] {"127.0.0.1", "::1", "127.9.9.9"}) {
      assertThatCode(() -> BindRule.check(settings(address, false, ALL), NONE, NONE))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void anyOtherAddressNeedsTheTokensOfItsDoors() {
    for (String address : new String[] {"0.0.0.0", "::", "192.0.2.1"}) {
      assertThatThrownBy(() -> BindRule.check(settings(address, false, ALL), NONE, NONE))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("set BAROGRAPH_TOKENS_HTTP and BAROGRAPH_TOKENS_AGENT, or say");
    }
    assertThatThrownBy(() -> BindRule.check(settings("0.0.0.0", false, ALL), ONE, NONE))
        .hasMessageContaining("set BAROGRAPH_TOKENS_AGENT, or say");
    assertThatThrownBy(() -> BindRule.check(settings("0.0.0.0", false, ALL), NONE, ONE))
        .hasMessageContaining("set BAROGRAPH_TOKENS_HTTP, or say");
  }

  @Test
  void tokensOrTheExplicitWordOpenAnyAddress() {
    assertThatCode(() -> BindRule.check(settings("0.0.0.0", false, ALL), ONE, ONE))
        .doesNotThrowAnyException();
    assertThatCode(() -> BindRule.check(settings("0.0.0.0", true, ALL), NONE, NONE))
        .doesNotThrowAnyException();
    assertThatCode(() -> BindRule.check(settings("0.0.0.0", false, Set.of(Role.QUERY)), ONE, NONE))
        .doesNotThrowAnyException();
  }
}
