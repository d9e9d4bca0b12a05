package io.barograph.ingest.falcon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.ingest.DoorMetrics.Outcome;
import io.barograph.storage.StorageUnavailableException;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How a push ends, in the words of Falcon's agent and of transfer.
 *
 * @param retryAfterSeconds on 503; null elsewhere
 */
record FalconAnswer(
    Outcome outcome, int status, MediaType type, String text, @Nullable Long retryAfterSeconds) {
  private static final Logger logger = LoggerFactory.getLogger(FalconAnswer.class);
  private static final JsonFactory FACTORY = new JsonFactory();

  /** The agent's, which tells nothing of single items. */
  static FalconAnswer ofAgent(FalconBatch batch) {
    return new FalconAnswer(outcome(batch), 200, MediaType.TEXT_PLAIN, "success", null);
  }

  private static Outcome outcome(FalconBatch batch) {
    return batch.refusals().isEmpty() ? Outcome.ACCEPTED : Outcome.REFUSED;
  }

  /** That of transfer, with the reasons that transfer does not tell. */
  static FalconAnswer ofTransfer(FalconBatch batch, long latencyMillis) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject()
          .writeStringProperty("msg", "success")
          .writeObjectPropertyStart("data")
          .writeStringProperty("Message", "ok")
          .writeNumberProperty("Total", batch.total())
          .writeNumberProperty("Invalid", batch.refusals().samples())
          .writeNumberProperty("Latency", latencyMillis)
          .writeEndObject();
      if (!batch.named().isEmpty()) {
        json.writeArrayPropertyStart("errors");
        batch.named().forEach(refused -> write(json, refused));
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return new FalconAnswer(
        outcome(batch), 200, MediaType.APPLICATION_JSON, bytes.toString(UTF_8), null);
  }

  private static void write(JsonGenerator json, FalconBatch.Refused refused) {
    json.writeStartObject()
        .writeNumberProperty("index", refused.index())
        .writeStringProperty("endpoint", refused.endpoint())
        .writeStringProperty("metric", refused.metric())
        .writeStringProperty("reason", refused.rejection().reason().text())
        .writeStringProperty("message", refused.rejection().message())
        .writeEndObject();
  }

  static Mono<FalconAnswer> ofFailure(Throwable failure) {
    Throwable cause = Exceptions.unwrap(failure);
    return Mono.just(
        switch (cause) {
          // Spelled as Falcon's agent spells it, for those who look for it.
          case UnreadableBodyException e -> malformed(400, "connot decode body: " + e.getMessage());
          case BlankBodyException e -> malformed(400, "body is blank");
          case DataBufferLimitException e ->
              malformed(413, "the body is too large: " + e.getMessage());
          case TimeoutException e ->
              malformed(408, "the body did not arrive in time; send it at once");
          case StorageUnavailableException e ->
              new FalconAnswer(
                  Outcome.UNAVAILABLE,
                  503,
                  MediaType.TEXT_PLAIN,
                  e.getMessage() + "\n",
                  Math.max(1, e.retryAfter().toSeconds()));
          default -> {
            logger.error("a push of Open-Falcon failed", cause);
            yield new FalconAnswer(
                Outcome.FAILED,
                500,
                MediaType.TEXT_PLAIN,
                "internal error; the log of the server has the cause\n",
                null);
          }
        });
  }

  private static FalconAnswer malformed(int status, String text) {
    return new FalconAnswer(Outcome.MALFORMED, status, MediaType.TEXT_PLAIN, text + "\n", null);
  }

  Mono<ServerResponse> toResponse() {
    ServerResponse.BodyBuilder response = ServerResponse.status(status).contentType(type);
    if (retryAfterSeconds != null) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds));
    }
    return response.bodyValue(text);
  }

  /** A request without a body. */
  static final class BlankBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
