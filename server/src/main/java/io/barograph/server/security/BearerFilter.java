package io.barograph.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets in over HTTP who has a token. Health stays open, because probes have none; preflight
 * requests do, because browsers send none with them.
 */
public final class BearerFilter implements WebFilter {
  private static final String SCHEME = "Bearer ";
  private static final String BODY =
      """
      {"status":"error","errorType":"unauthorized",\
      "error":"this server wants a token: send the header Authorization: Bearer TOKEN"}
      """;

  private final TokenSet tokens;

  public BearerFilter(TokenSet tokens) {
    this.tokens = tokens;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    if (tokens.isEmpty() || isOpen(request) || isLetIn(request)) {
      return chain.filter(exchange);
    }
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatus.UNAUTHORIZED);
    response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"barograph\"");
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    return response.writeWith(
        Mono.fromSupplier(() -> response.bufferFactory().wrap(BODY.getBytes(UTF_8))));
  }

  private static boolean isOpen(ServerHttpRequest request) {
    return request.getPath().value().startsWith("/health/")
        || HttpMethod.OPTIONS.equals(request.getMethod());
  }

  private boolean isLetIn(ServerHttpRequest request) {
    String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    return header != null
        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && tokens.contains(header.substring(SCHEME.length()).strip());
  }
}
