package io.barograph.ingest.remotewrite;

import io.barograph.ingest.DoorMetrics.Outcome;
import io.barograph.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * How a request ends: senders keep a batch and send it again on 503, and drop it on 4xx.
 *
 * @param text for the log of the sender, empty on success
 * @param retryAfter on 503, when it is worth trying again
 */
record WriteAnswer(Outcome outcome, int status, String text, @Nullable Duration retryAfter) {
  private static final Logger logger = LoggerFactory.getLogger(WriteAnswer.class);

  static WriteAnswer accepted() {
    return new WriteAnswer(Outcome.ACCEPTED, 204, "", null);
  }

  private static WriteAnswer malformed(int status, Throwable failure) {
    return new WriteAnswer(Outcome.MALFORMED, status, String.valueOf(failure.getMessage()), null);
  }

  static Mono<WriteAnswer> ofFailure(Throwable failure) {
    Throwable cause = Exceptions.unwrap(failure);
    return Mono.just(
        switch (cause) {
          case UnsupportedRequestException e -> malformed(415, e);
          case MalformedRequestException e -> malformed(400, e);
          case DecodingException e -> malformed(400, e);
          case RequestTooLargeException e -> malformed(413, e);
          case TimeoutException e ->
              new WriteAnswer(
                  Outcome.MALFORMED, 408, "the body did not arrive in time; send it at once", null);
          case StorageUnavailableException e ->
              new WriteAnswer(
                  Outcome.UNAVAILABLE, 503, String.valueOf(e.getMessage()), e.retryAfter());
          default -> {
            logger.error("a remote write request failed", cause);
            yield new WriteAnswer(
                Outcome.FAILED, 500, "internal error; the log of the server has the cause", null);
          }
        });
  }

  Mono<ServerResponse> toResponse() {
    ServerResponse.BodyBuilder response = ServerResponse.status(status);
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    return text.isEmpty()
        ? response.build()
        : response.contentType(MediaType.TEXT_PLAIN).bodyValue(text.strip() + "\n");
  }
}
