package io.barograph.queryapi;

import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.UnreadableSamplesException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/**
 * The envelope round every answer: {@code status}, then {@code data} or the error, then notices.
 */
final class Answer {
  private static final Logger logger = LoggerFactory.getLogger(Answer.class);

  /** What Prometheus adds when {@code limit} left something out. */
  static final String TRUNCATED = "results truncated due to limit";

  private Answer() {}

  /** Success with data that is written in one piece. */
  static Mono<ServerResponse> success(JsonPart data) {
    return success(List.of(data), List.of(), List.of());
  }

  /** Success with an array, each item a part. */
  static <T> Mono<ServerResponse> array(
      Collection<T> items, boolean truncated, Function<T, JsonPart> item) {
    List<JsonPart> data = new ArrayList<>(items.size() + 2);
    data.add(json -> json.writeStartArray());
    items.forEach(element -> data.add(item.apply(element)));
    data.add(json -> json.writeEndArray());
    return success(data, truncated ? List.of(TRUNCATED) : List.of(), List.of());
  }

  /** Success with data in parts that together write one value. */
  static Mono<ServerResponse> success(
      List<? extends JsonPart> data, List<String> warnings, List<String> infos) {
    List<JsonPart> parts = new ArrayList<>(data.size() + 2);
    parts.add(
        json -> json.writeStartObject().writeStringProperty("status", "success").writeName("data"));
    parts.addAll(data);
    parts.add(
        json -> {
          writeNotices(json, "warnings", warnings);
          writeNotices(json, "infos", infos);
          json.writeEndObject();
        });
    return respond(200, parts);
  }

  private static void writeNotices(JsonGenerator json, String name, List<String> notices) {
    if (!notices.isEmpty()) {
      json.writeArrayPropertyStart(name);
      notices.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  /** The error envelope for whatever went wrong. */
  static Mono<ServerResponse> error(Throwable failure) {
    return switch (failure) {
      case ApiException e -> error(e.type(), e.message());
      case StorageUnavailableException e ->
          error(ErrorType.UNAVAILABLE, String.valueOf(e.getMessage()));
      case UnreadableSamplesException e -> {
        logger.error("a query failed", e);
        yield error(ErrorType.INTERNAL, String.valueOf(e.getMessage()));
      }
      case CancellationException e -> error(ErrorType.CANCELED, "query was canceled");
      default -> {
        logger.error("a query failed", failure);
        yield error(ErrorType.INTERNAL, "internal error; the log of the server has the cause");
      }
    };
  }

  private static Mono<ServerResponse> error(ErrorType type, String message) {
    return respond(
        type.status(),
        List.of(
            json ->
                json.writeStartObject()
                    .writeStringProperty("status", "error")
                    .writeStringProperty("errorType", type.text())
                    .writeStringProperty("error", message)
                    .writeEndObject()));
  }

  private static Mono<ServerResponse> respond(int status, List<JsonPart> parts) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body((out, context) -> out.writeWith(JsonBody.of(parts, out.bufferFactory())));
  }
}
