package io.barograph.ingest.remotewrite;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** What the headers must say before a body is worth reading. */
final class RequestHead {
  private static final MediaType PROTOBUF = MediaType.parseMediaType("application/x-protobuf");
  private static final String MESSAGE = "prometheus.WriteRequest";

  private RequestHead() {}

  /** Completes, or fails with {@link UnsupportedRequestException}. */
  static Mono<Void> check(ServerRequest request) {
    return Mono.fromRunnable(
        () -> {
          checkEncoding(request.headers().firstHeader(HttpHeaders.CONTENT_ENCODING));
          checkType(request);
        });
  }

  /** Absent means snappy: 1.0 knows nothing else, and some senders leave it out. */
  private static void checkEncoding(@Nullable String encoding) {
    if (encoding != null && !encoding.equalsIgnoreCase("snappy")) {
      throw new UnsupportedRequestException(
          "Content-Encoding \"%s\" is not read; compress with snappy in its block format"
              .formatted(encoding));
    }
  }

  private static void checkType(ServerRequest request) {
    String header = request.headers().firstHeader(HttpHeaders.CONTENT_TYPE);
    if (header == null) {
      return;
    }
    MediaType type = parse(header);
    if (!PROTOBUF.equalsTypeAndSubtype(type)) {
      throw new UnsupportedRequestException(
          "Content-Type \"%s\" is not read; send application/x-protobuf".formatted(header));
    }
    String message = type.getParameter("proto");
    if (message != null && !message.equals(MESSAGE)) {
      throw new UnsupportedRequestException(
          "message \"%s\" is not read; send %s (remote write 1.0; in Prometheus: protobuf_message)"
              .formatted(message, MESSAGE));
    }
  }

  private static MediaType parse(String header) {
    try {
      return MediaType.parseMediaType(header);
    } catch (RuntimeException e) {
      throw new UnsupportedRequestException(
          "Content-Type \"%s\" cannot be read; send application/x-protobuf".formatted(header));
    }
  }
}
