package io.barograph.server;

import io.barograph.server.security.BearerFilter;
import io.barograph.server.security.BindRule;
import io.barograph.server.security.TokenSet;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.SecretText;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;

/** Tokens, TLS and origins of both doors, checked before either opens. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final Duration PREFLIGHT_GOOD_FOR = Duration.ofHours(1);

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

  /** In front of the tokens, so that a page is told why it is not let in. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @Conditional(OriginsGiven.class)
  CorsWebFilter corsFilter(BarographSettings settings) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOriginPatterns(List.copyOf(settings.http().corsOrigins()));
    cors.setAllowedMethods(List.of("GET", "POST"));
    cors.setAllowedHeaders(List.of("Accept", "Authorization", "Content-Type"));
    cors.setMaxAge(PREFLIGHT_GOOD_FOR);
    return new CorsWebFilter(request -> cors);
  }

  /** Without origins there is nothing to allow, and no reason to refuse whoever names one. */
  static final class OriginsGiven implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !context.getEnvironment().getProperty("barograph.http.cors-origins", "").isBlank();
    }
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 1)
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
