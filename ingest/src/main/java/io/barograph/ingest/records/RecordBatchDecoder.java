package io.barograph.ingest.records;

import static io.barograph.ingest.ProtobufCursor.LENGTH_DELIMITED;
import static io.barograph.ingest.ProtobufCursor.VARINT;

import io.barograph.ingest.ProtobufCursor;
import io.barograph.ingest.TimestampBounds;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.records.Event;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code RecordBatch} within the limits of the protocol, whatever the bytes are: what is
 * too long is cut while it is read, so that memory follows what is kept.
 */
public final class RecordBatchDecoder {
  private final RecordSender sender;
  private final ProtobufCursor.Malformed malformed;

  /** With what a message that cannot be read becomes. */
  public RecordBatchDecoder(RecordSender sender, ProtobufCursor.Malformed malformed) {
    this.sender = sender;
    this.malformed = malformed;
  }

  /**
   * The batch, without what is refused.
   *
   * @param now when the processes were seen that it reports
   */
  public DecodedRecords decode(byte[] message, TimestampBounds bounds, Instant now) {
    if (message.length > ProtocolLimits.RECORD_BATCH_BYTES) {
      throw malformed.at(
          0,
          "batch has %d bytes, limit is %d; send fewer records at a time"
              .formatted(message.length, ProtocolLimits.RECORD_BATCH_BYTES));
    }
    ProtobufCursor in = new ProtobufCursor(message, 0, message.length, malformed);
    DraftReader reader = new DraftReader(in, sender.host());
    List<Draft> drafts = new ArrayList<>();
    ReportReader reports = new ReportReader(in, sender, now);
    List<ProcessSighting> processes = new ArrayList<>();
    HostDetails host = null;
    ProcessKey process = new ProcessKey(sender.host(), "", "");
    long number = 0;
    Instant sentTime = null;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case RecordBatch.BATCH_FIELD_NUMBER -> {
          in.requireType(tag, VARINT);
          number = in.varint();
        }
        case RecordBatch.SENT_TIME_MS_FIELD_NUMBER -> sentTime = reports.time(tag);
        case RecordBatch.PROCESS_FIELD_NUMBER ->
            process = HeadDraft.process(in, tag, sender.host(), new TextReader());
        case RecordBatch.HOST_FIELD_NUMBER -> {
          int outer = enter(in, tag);
          host = reports.host();
          in.leave(outer);
        }
        case RecordBatch.PROCESSES_FIELD_NUMBER -> {
          int outer = enter(in, tag);
          ProcessSighting reported = reports.process();
          in.leave(outer);
          if (reported != null && processes.size() < ProtocolLimits.BATCH_PROCESSES) {
            processes.add(reported);
          }
        }
        case RecordBatch.TRANSACTIONS_FIELD_NUMBER,
            RecordBatch.EXCEPTIONS_FIELD_NUMBER,
            RecordBatch.EVENTS_FIELD_NUMBER ->
            drafts.add(draft(in, tag, reader, drafts.size()));
        default -> in.skip(tag);
      }
    }
    RecordRefusals refusals = new RecordRefusals();
    return new DecodedRecords(
        number, sentTime, host, processes, taken(drafts, process, bounds, refusals), refusals);
  }

  private static int enter(ProtobufCursor in, int tag) {
    in.requireType(tag, LENGTH_DELIMITED);
    return in.enter(in.length());
  }

  private static Draft draft(ProtobufCursor in, int tag, DraftReader reader, int records) {
    in.requireType(tag, LENGTH_DELIMITED);
    if (records >= ProtocolLimits.BATCH_RECORDS) {
      throw in.malformed(
          "more than %d records; send smaller batches".formatted(ProtocolLimits.BATCH_RECORDS));
    }
    int outer = in.enter(in.length());
    Draft draft =
        switch (tag >>> 3) {
          case RecordBatch.TRANSACTIONS_FIELD_NUMBER -> reader.transaction();
          case RecordBatch.EXCEPTIONS_FIELD_NUMBER -> reader.exception();
          default -> reader.event();
        };
    in.leave(outer);
    return draft;
  }

  private List<RecordEntry> taken(
      List<Draft> drafts, ProcessKey process, TimestampBounds bounds, RecordRefusals refusals) {
    List<RecordEntry> records = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      RecordEntry entry = taken(draft, process, bounds, refusals);
      if (entry != null) {
        records.add(entry);
      }
    }
    return records;
  }

  private @Nullable RecordEntry taken(
      Draft draft, ProcessKey process, TimestampBounds bounds, RecordRefusals refusals) {
    HeadDraft head = draft.head();
    if (!head.hasId()) {
      refusals.add(
          RecordRefusalReason.INVALID_ID,
          "id has %s16 bytes; send 16 random ones"
              .formatted(head.idLength() > 16 ? "more than " : "fewer than "));
      return null;
    }
    if (!bounds.contains(head.time())) {
      refusals.add(
          head.time() < bounds.earliest()
              ? RecordRefusalReason.TIMESTAMP_TOO_OLD
              : RecordRefusalReason.TIMESTAMP_TOO_FAR_IN_FUTURE,
          bounds.rejection(head.time()).message());
      return null;
    }
    if (!draft.valid()) {
      refusals.add(
          RecordRefusalReason.INVALID_VALUE,
          "a transaction's duration_seconds must be 0 or more and finite, an event needs a kind");
      return null;
    }
    RecordHead whole = head.head(sender, process);
    RecordEntry entry = draft.entry().apply(whole);
    if (!(entry instanceof Event) && whole.process().job().isEmpty()) {
      refusals.add(
          RecordRefusalReason.MISSING_PROCESS,
          "record has no job; name its process, in the record or in the batch");
      return null;
    }
    return entry;
  }
}
