package io.barograph.queryapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The description of this API for machines. */
final class OpenApiHandler {
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=utf-8");

  private final String document;

  OpenApiHandler(String version) {
    this.document = read().replace("${version}", version);
  }

  private static String read() {
    try (InputStream file = OpenApiHandler.class.getResourceAsStream("openapi.yaml")) {
      if (file == null) {
        throw new IllegalStateException("openapi.yaml is missing from the class path");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Mono<ServerResponse> document(ServerRequest request) {
    return ServerResponse.ok().contentType(YAML).bodyValue(document);
  }
}
