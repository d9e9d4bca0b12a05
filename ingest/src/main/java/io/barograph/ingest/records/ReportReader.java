package io.barograph.ingest.records;

import static io.barograph.ingest.ProtobufCursor.LENGTH_DELIMITED;
import static io.barograph.ingest.ProtobufCursor.VARINT;

import io.barograph.ingest.ProtobufCursor;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.v1.HostReport;
import io.barograph.protocol.v1.ProcessReport;
import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.inventory.ProcessStatus;
import io.barograph.storage.records.ProcessKey;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what an agent reports of its host and of processes there. */
final class ReportReader {
  /** Later times are no times of a start, and databases cannot store them. */
  private static final long LATEST_MILLIS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  private final ProtobufCursor in;
  private final RecordSender sender;
  private final Instant now;
  private final TextReader texts = new TextReader();

  ReportReader(ProtobufCursor in, RecordSender sender, Instant now) {
    this.in = in;
    this.sender = sender;
    this.now = now;
  }

  HostDetails host() {
    String system = "";
    String architecture = "";
    int processors = 0;
    long memory = 0;
    Instant boot = null;
    Map<String, String> versions = new TreeMap<>();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case HostReport.OPERATING_SYSTEM_FIELD_NUMBER -> system = name(tag);
        case HostReport.ARCHITECTURE_FIELD_NUMBER -> architecture = name(tag);
        case HostReport.PROCESSORS_FIELD_NUMBER -> processors = (int) number(tag, 1 << 20);
        case HostReport.MEMORY_BYTES_FIELD_NUMBER -> memory = number(tag, Long.MAX_VALUE);
        case HostReport.BOOT_TIME_MS_FIELD_NUMBER -> boot = time(tag);
        case HostReport.VERSIONS_FIELD_NUMBER -> entry(tag, versions);
        default -> in.skip(tag);
      }
    }
    return new HostDetails(system, architecture, processors, memory, boot, versions);
  }

  /** The process, or null if it has no job. */
  @Nullable ProcessSighting process() {
    ProcessKey process = new ProcessKey(sender.host(), "", "");
    ProcessStatus status = ProcessStatus.UNKNOWN;
    long pid = 0;
    Instant start = null;
    long restarts = 0;
    String runtime = "";
    String runtimeVersion = "";
    String version = "";
    String revision = "";
    Map<String, String> labels = new TreeMap<>();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case ProcessReport.PROCESS_FIELD_NUMBER ->
            process = HeadDraft.process(in, tag, sender.host(), texts);
        case ProcessReport.STATUS_FIELD_NUMBER -> status = status(tag);
        case ProcessReport.PID_FIELD_NUMBER -> pid = number(tag, Integer.MAX_VALUE);
        case ProcessReport.START_TIME_MS_FIELD_NUMBER -> start = time(tag);
        case ProcessReport.RESTARTS_FIELD_NUMBER -> restarts = number(tag, Long.MAX_VALUE);
        case ProcessReport.RUNTIME_FIELD_NUMBER -> runtime = name(tag);
        case ProcessReport.RUNTIME_VERSION_FIELD_NUMBER -> runtimeVersion = name(tag);
        case ProcessReport.VERSION_FIELD_NUMBER -> version = name(tag);
        case ProcessReport.REVISION_FIELD_NUMBER -> revision = name(tag);
        case ProcessReport.LABELS_FIELD_NUMBER -> entry(tag, labels);
        default -> in.skip(tag);
      }
    }
    return process.job().isEmpty()
        ? null
        : new ProcessSighting(
            process,
            sender.bucket(),
            status,
            pid,
            start,
            restarts,
            runtime,
            runtimeVersion,
            version,
            revision,
            labels,
            now);
  }

  private ProcessStatus status(int tag) {
    long number = number(tag, Integer.MAX_VALUE);
    ProcessStatus[] known = ProcessStatus.values();
    return number < known.length ? known[(int) number] : ProcessStatus.UNKNOWN;
  }

  /** A time, or null where it is none. */
  @Nullable Instant time(int tag) {
    in.requireType(tag, VARINT);
    long millis = in.zigzag();
    return millis <= 0 || millis > LATEST_MILLIS ? null : Instant.ofEpochMilli(millis);
  }

  private void entry(int tag, Map<String, String> into) {
    in.requireType(tag, LENGTH_DELIMITED);
    int outer = in.enter(in.length());
    String name = "";
    String value = "";
    while (in.hasMore()) {
      int inner = in.tag();
      switch (inner >>> 3) {
        case 1 -> name = name(inner);
        case 2 -> value = name(inner);
        default -> in.skip(inner);
      }
    }
    in.leave(outer);
    if (into.size() < ProtocolLimits.RECORD_ATTRIBUTES) {
      into.put(name, value);
    }
  }

  private String name(int tag) {
    return texts.read(in, tag, ProtocolLimits.NAME_BYTES);
  }

  private long number(int tag, long most) {
    in.requireType(tag, VARINT);
    long number = in.varint();
    return number < 0 ? most : Math.min(number, most);
  }
}
