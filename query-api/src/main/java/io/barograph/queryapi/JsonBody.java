package io.barograph.queryapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Flux;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document written piece by piece as the connection asks for more, so that a large answer
 * never stands in memory as text.
 */
final class JsonBody {
  /** Size at which a buffer goes out, in bytes. */
  private static final int BUFFER_BYTES = 32 * 1024;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Iterator<? extends JsonPart> parts;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES + 1024);
  private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);

  private JsonBody(Iterator<? extends JsonPart> parts) {
    this.parts = parts;
  }

  /** The document that the parts write, one after the other. */
  static Flux<DataBuffer> of(Iterable<? extends JsonPart> parts, DataBufferFactory buffers) {
    return Flux.generate(
        () -> new JsonBody(parts.iterator()),
        (body, sink) -> {
          body.fill();
          if (body.bytes.size() == 0) {
            sink.complete();
          } else {
            sink.next(buffers.wrap(body.take()));
          }
          return body;
        });
  }

  /** A small document at once. */
  static String text(JsonPart part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      part.writeTo(json);
    }
    return bytes.toString(UTF_8);
  }

  private void fill() {
    while (bytes.size() < BUFFER_BYTES && parts.hasNext()) {
      parts.next().writeTo(json);
      json.flush();
    }
    if (!parts.hasNext()) {
      json.close();
    }
  }

  private byte[] take() {
    byte[] taken = bytes.toByteArray();
    bytes.reset();
    return taken;
  }
}
