package io.barograph.server;

import io.barograph.server.security.BearerFilter;
import io.barograph.server.security.BindRule;
import io.barograph.server.security.TokenSet;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.SecretText;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tokens and TLS of both doors, checked before either opens. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  /** The tokens of both doors; only exist when the settings pass {@link BindRule}. */
  record DoorTokens(TokenSet http, TokenSet agent) {}

  @Bean
  DoorTokens doorTokens(BarographSettings settings) {
    BarographSettings.Tokens tokens = settings.tokens();
    TokenSet http =
        TokenSet.parse(
            SecretText.of(tokens.http(), tokens.httpFile(), "barograph.tokens.http"),
            "barograph.tokens.http");
    TokenSet agent =
        TokenSet.parse(
            SecretText.of(tokens.agent(), tokens.agentFile(), "barograph.tokens.agent"),
            "barograph.tokens.agent");
    BindRule.check(settings, http, agent);
    return new DoorTokens(http, agent);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  BearerFilter bearerFilter(DoorTokens tokens) {
    return new BearerFilter(tokens.http());
  }

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> httpTls(
      BarographSettings settings, DoorTokens tokens) {
    return factory -> {
      if (settings.tls().enabled()) {
        factory.setSsl(Ssl.forBundle(settings.tls().bundle()));
      }
    };
  }
}
