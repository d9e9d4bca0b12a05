package io.barograph.agent.records;

import com.google.protobuf.ByteString;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.ExceptionRecord;
import io.barograph.protocol.v1.StackFrame;
import io.barograph.protocol.v1.Transaction;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Makes the messages of records: each has an id of its own and texts no longer than kept. */
final class RecordMessages {
  private final OwnCode ownCode;

  /** Drawn once: an event loop that makes a record must not wait for the system's randomness. */
  private final long agentPart;

  private final AtomicLong nextPart;

  RecordMessages(OwnCode ownCode, RandomGenerator random) {
    this.ownCode = ownCode;
    this.agentPart = random.nextLong();
    this.nextPart = new AtomicLong(random.nextLong());
  }

  Transaction transaction(RequestDetails request) {
    Texts texts = new Texts();
    return Transaction.newBuilder()
        .setId(id())
        .setTimeMs(request.time())
        .setDurationSeconds(request.durationNanos() / 1e9)
        .setMethod(texts.name(request.method()))
        .setRoute(texts.name(request.route()))
        .setStatus(request.status())
        .setPath(texts.text(request.path()))
        .setClientAddress(texts.text(request.clientAddress()))
        .setTraceId(texts.text(request.traceId()))
        .putAllAttributes(texts.attributes(request.attributes()))
        .setTruncated(texts.truncated())
        .build();
  }

  ExceptionRecord exception(
      long time,
      Throwable error,
      String origin,
      String method,
      String route,
      Map<String, String> attributes) {
    Texts texts = new Texts();
    ExceptionRecord.Builder record =
        ExceptionRecord.newBuilder()
            .setId(id())
            .setTimeMs(time)
            .setType(texts.name(error.getClass().getName()))
            .setMessage(texts.text(messageOf(error)))
            .setStack(texts.stack(StackText.of(error, ProtocolLimits.STACK_BYTES)))
            .setOrigin(texts.name(origin))
            .setMethod(texts.name(method))
            .setRoute(texts.name(route))
            .setOccurrences(1)
            .putAllAttributes(texts.attributes(attributes));
    StackTraceElement[] frames = error.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, ProtocolLimits.STACK_FRAMES); i++) {
      record.addFrames(frame(frames[i], texts));
    }
    return record.setTruncated(texts.truncated()).build();
  }

  private static String messageOf(Throwable error) {
    try {
      String message = error.getMessage();
      return message == null ? "" : message;
    } catch (RuntimeException e) {
      return "(message cannot be had: " + e.getClass().getName() + ")";
    }
  }

  private StackFrame frame(StackTraceElement element, Texts texts) {
    String file = element.getFileName();
    return StackFrame.newBuilder()
        .setFunction(texts.name(element.getClassName() + "." + element.getMethodName()))
        .setFile(file == null ? "" : texts.name(file))
        .setLine(Math.max(0, element.getLineNumber()))
        .setInApp(ownCode.has(element.getClassName()))
        .build();
  }

  Event event(long time, String kind, String message, Map<String, String> attributes) {
    Texts texts = new Texts();
    return Event.newBuilder()
        .setId(id())
        .setTimeMs(time)
        .setKind(texts.name(kind))
        .setMessage(texts.text(message))
        .putAllAttributes(texts.attributes(attributes))
        .setTruncated(texts.truncated())
        .build();
  }

  private ByteString id() {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(agentPart).putLong(nextPart.getAndIncrement()).flip();
    return ByteString.copyFrom(bytes);
  }
}
