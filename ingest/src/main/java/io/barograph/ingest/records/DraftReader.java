package io.barograph.ingest.records;

import static io.barograph.ingest.ProtobufCursor.FIXED64;
import static io.barograph.ingest.ProtobufCursor.LENGTH_DELIMITED;
import static io.barograph.ingest.ProtobufCursor.VARINT;

import io.barograph.ingest.ProtobufCursor;
import io.barograph.ingest.fingerprint.ExceptionFingerprint;
import io.barograph.ingest.fingerprint.Frame;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.ExceptionRecord;
import io.barograph.protocol.v1.StackFrame;
import io.barograph.protocol.v1.Transaction;
import io.barograph.storage.records.ExceptionEntry;
import java.util.ArrayList;
import java.util.List;

/** Reads one record of each kind from a cursor that ends where the record ends. */
final class DraftReader {
  /** More occurrences in one record than anything can have. */
  private static final long MOST_OCCURRENCES = 1_000_000_000;

  private final ProtobufCursor in;
  private final String host;

  DraftReader(ProtobufCursor in, String host) {
    this.in = in;
    this.host = host;
  }

  Draft transaction() {
    HeadDraft head = new HeadDraft(host);
    String method = "";
    String route = "";
    String path = "";
    String client = "";
    String trace = "";
    double seconds = 0;
    int status = 0;
    long requestBytes = 0;
    long responseBytes = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      if (head.take(
          in, tag, Transaction.ATTRIBUTES_FIELD_NUMBER, Transaction.TRUNCATED_FIELD_NUMBER)) {
        continue;
      }
      switch (tag >>> 3) {
        case Transaction.DURATION_SECONDS_FIELD_NUMBER -> {
          in.requireType(tag, FIXED64);
          seconds = Double.longBitsToDouble(in.fixed64());
        }
        case Transaction.METHOD_FIELD_NUMBER -> method = name(head, tag);
        case Transaction.ROUTE_FIELD_NUMBER -> route = name(head, tag);
        case Transaction.STATUS_FIELD_NUMBER -> status = (int) number(tag, Integer.MAX_VALUE);
        case Transaction.PATH_FIELD_NUMBER -> path = text(head, tag);
        case Transaction.CLIENT_ADDRESS_FIELD_NUMBER -> client = text(head, tag);
        case Transaction.REQUEST_BYTES_FIELD_NUMBER -> requestBytes = number(tag, Long.MAX_VALUE);
        case Transaction.RESPONSE_BYTES_FIELD_NUMBER -> responseBytes = number(tag, Long.MAX_VALUE);
        case Transaction.TRACE_ID_FIELD_NUMBER -> trace = text(head, tag);
        default -> in.skip(tag);
      }
    }
    return transaction(
        head, seconds, method, route, status, path, client, requestBytes, responseBytes, trace);
  }

  private static Draft transaction(
      HeadDraft head,
      double seconds,
      String method,
      String route,
      int status,
      String path,
      String client,
      long requestBytes,
      long responseBytes,
      String trace) {
    return new Draft(
        head,
        seconds >= 0 && seconds < Double.POSITIVE_INFINITY,
        whole ->
            new io.barograph.storage.records.Transaction(
                whole,
                seconds,
                method,
                route,
                status,
                path,
                client,
                requestBytes,
                responseBytes,
                trace));
  }

  Draft exception() {
    HeadDraft head = new HeadDraft(host);
    ExceptionDraft draft = new ExceptionDraft();
    while (in.hasMore()) {
      int tag = in.tag();
      if (head.take(
          in,
          tag,
          ExceptionRecord.ATTRIBUTES_FIELD_NUMBER,
          ExceptionRecord.TRUNCATED_FIELD_NUMBER)) {
        continue;
      }
      switch (tag >>> 3) {
        case ExceptionRecord.TYPE_FIELD_NUMBER -> draft.type = name(head, tag);
        case ExceptionRecord.MESSAGE_FIELD_NUMBER -> draft.message = text(head, tag);
        case ExceptionRecord.STACK_FIELD_NUMBER ->
            draft.stack = head.texts.read(in, tag, ProtocolLimits.STACK_BYTES);
        case ExceptionRecord.FRAMES_FIELD_NUMBER -> frame(head, tag, draft.frames);
        case ExceptionRecord.FINGERPRINT_FIELD_NUMBER -> draft.fingerprint = text(head, tag);
        case ExceptionRecord.ORIGIN_FIELD_NUMBER -> draft.origin = name(head, tag);
        case ExceptionRecord.METHOD_FIELD_NUMBER -> draft.method = name(head, tag);
        case ExceptionRecord.ROUTE_FIELD_NUMBER -> draft.route = name(head, tag);
        case ExceptionRecord.OCCURRENCES_FIELD_NUMBER ->
            draft.occurrences = Math.max(1, number(tag, MOST_OCCURRENCES));
        default -> in.skip(tag);
      }
    }
    return new Draft(
        head,
        true,
        whole ->
            new ExceptionEntry(
                whole,
                ExceptionFingerprint.group(
                    whole.process().job(),
                    draft.type,
                    draft.message,
                    draft.frames,
                    draft.stack,
                    draft.fingerprint),
                draft.type,
                draft.message,
                draft.stack,
                draft.origin,
                draft.method,
                draft.route,
                draft.occurrences));
  }

  private static final class ExceptionDraft {
    private final List<Frame> frames = new ArrayList<>();
    private String type = "";
    private String message = "";
    private String stack = "";
    private String fingerprint = "";
    private String origin = "";
    private String method = "";
    private String route = "";
    private long occurrences = 1;
  }

  private void frame(HeadDraft head, int tag, List<Frame> frames) {
    in.requireType(tag, LENGTH_DELIMITED);
    if (frames.size() >= ProtocolLimits.STACK_FRAMES) {
      head.texts.markCut();
      in.skipBytes(in.length());
      return;
    }
    int outer = in.enter(in.length());
    String function = "";
    String file = "";
    boolean inApp = false;
    while (in.hasMore()) {
      int inner = in.tag();
      switch (inner >>> 3) {
        case StackFrame.FUNCTION_FIELD_NUMBER -> function = name(head, inner);
        case StackFrame.FILE_FIELD_NUMBER -> file = text(head, inner);
        case StackFrame.IN_APP_FIELD_NUMBER -> inApp = number(inner, 1) != 0;
        default -> in.skip(inner);
      }
    }
    in.leave(outer);
    frames.add(new Frame(function, file, inApp));
  }

  Draft event() {
    HeadDraft head = new HeadDraft(host);
    String kind = "";
    String message = "";
    while (in.hasMore()) {
      int tag = in.tag();
      if (head.take(in, tag, Event.ATTRIBUTES_FIELD_NUMBER, Event.TRUNCATED_FIELD_NUMBER)) {
        continue;
      }
      switch (tag >>> 3) {
        case Event.KIND_FIELD_NUMBER -> kind = name(head, tag);
        case Event.MESSAGE_FIELD_NUMBER -> message = text(head, tag);
        default -> in.skip(tag);
      }
    }
    return event(head, kind, message);
  }

  private static Draft event(HeadDraft head, String kind, String message) {
    return new Draft(
        head,
        !kind.isEmpty(),
        whole -> new io.barograph.storage.records.Event(whole, kind, message));
  }

  private String name(HeadDraft head, int tag) {
    return head.texts.read(in, tag, ProtocolLimits.NAME_BYTES);
  }

  private String text(HeadDraft head, int tag) {
    return head.texts.read(in, tag, ProtocolLimits.TEXT_BYTES);
  }

  /** An unsigned number, at most so large. */
  private long number(int tag, long most) {
    in.requireType(tag, VARINT);
    long number = in.varint();
    return number < 0 ? most : Math.min(number, most);
  }
}
