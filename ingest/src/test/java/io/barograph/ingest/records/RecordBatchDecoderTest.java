package io.barograph.ingest.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.barograph.ingest.TimestampBounds;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.ExceptionRecord;
import io.barograph.protocol.v1.HostReport;
import io.barograph.protocol.v1.ProcessKey;
import io.barograph.protocol.v1.ProcessReport;
import io.barograph.protocol.v1.ProcessStatus;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.protocol.v1.RecordRefusal;
import io.barograph.protocol.v1.StackFrame;
import io.barograph.protocol.v1.Transaction;
import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.records.ExceptionEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordBatchDecoderTest {
  private static final long NOW = 1_790_000_000_000L;
  private static final TimestampBounds BOUNDS =
      TimestampBounds.around(NOW, Duration.ofDays(30), Duration.ofMinutes(10));
  private static final ProcessKey WEB =
      ProcessKey.newBuilder().setJob("web").setInstance("web-1:0").build();

  private final RecordBatchDecoder decoder =
      new RecordBatchDecoder(
          new RecordSender("h1", "team-a", Map.of(), "1"),
          (position, fault) -> new IllegalArgumentException(position + ": " + fault));

  private static ByteString id(int number) {
    byte[] id = new byte[16];
    id[0] = (byte) number;
    return ByteString.copyFrom(id);
  }

  private static Transaction.Builder transaction() {
    return Transaction.newBuilder()
        .setId(id(1))
        .setTimeMs(NOW)
        .setDurationSeconds(1.5)
        .setMethod("GET")
        .setRoute("/hotel/:id")
        .setStatus(500)
        .setPath("/hotel/7")
        .setClientAddress("10.0.0.1")
        .setRequestBytes(-1)
        .setResponseBytes(12)
        .setTraceId("t")
        .putAttributes("user", "é");
  }

  private static ExceptionRecord.Builder exception() {
    return ExceptionRecord.newBuilder()
        .setId(id(2))
        .setTimeMs(NOW)
        .setType("TypeError")
        .setMessage("x is undefined");
  }

  private static Event.Builder event() {
    return Event.newBuilder().setId(id(3)).setTimeMs(NOW).setKind("start");
  }

  private static RecordBatch.Builder batch() {
    return RecordBatch.newBuilder().setBatch(7).setProcess(WEB);
  }

  private DecodedRecords decode(RecordBatch.Builder batch) {
    return decoder.decode(batch.build().toByteArray(), BOUNDS, Instant.ofEpochMilli(NOW));
  }

  private static String onlyReason(DecodedRecords decoded) {
    assertThat(decoded.records()).isEmpty();
    assertThat(decoded.refusals().messages()).hasSize(1);
    return decoded.refusals().messages().getFirst().getReason();
  }

  @Test
  void everyFieldArrives() {
    DecodedRecords decoded =
        decode(
            batch()
                .addTransactions(transaction())
                .addExceptions(
                    exception()
                        .setStack("TypeError\n  at f (a.js:1:2)")
                        .addFrames(StackFrame.newBuilder().setFunction("f").setInApp(true))
                        .setOrigin("uncaught")
                        .setMethod("POST")
                        .setRoute("/a")
                        .setOccurrences(3))
                .addEvents(event().setMessage("hello").putAttributes("pid", "7")));

    assertThat(decoded.number()).isEqualTo(7);
    assertThat(decoded.refusals().isEmpty()).isTrue();
    var process = new io.barograph.storage.records.ProcessKey("h1", "web", "web-1:0");
    var first = (io.barograph.storage.records.Transaction) decoded.records().get(0);
    assertThat(first.head().process()).isEqualTo(process);
    assertThat(first.head().bucket()).isEqualTo("team-a");
    assertThat(first.head().time()).isEqualTo(Instant.ofEpochMilli(NOW));
    assertThat(first.head().attributes()).containsEntry("user", "é");
    assertThat(first.head().truncated()).isFalse();
    assertThat(first.durationSeconds()).isEqualTo(1.5);
    assertThat(first.route()).isEqualTo("/hotel/:id");
    assertThat(first.status()).isEqualTo(500);
    assertThat(first.path()).isEqualTo("/hotel/7");
    assertThat(first.requestBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(first.responseBytes()).isEqualTo(12);
    var second = (ExceptionEntry) decoded.records().get(1);
    assertThat(second.type()).isEqualTo("TypeError");
    assertThat(second.origin()).isEqualTo("uncaught");
    assertThat(second.occurrences()).isEqualTo(3);
    var third = (io.barograph.storage.records.Event) decoded.records().get(2);
    assertThat(third.kind()).isEqualTo("start");
    assertThat(third.message()).isEqualTo("hello");
    assertThat(third.head().attributes()).containsEntry("pid", "7");
  }

  @Test
  void reportsOfHostAndProcessesAreRead() {
    DecodedRecords decoded =
        decode(
            batch()
                .setHost(
                    HostReport.newBuilder()
                        .setOperatingSystem("linux")
                        .setProcessors(8)
                        .setMemoryBytes(1L << 34)
                        .setBootTimeMs(NOW - 1000)
                        .putVersions("pm2", "7.0.3"))
                .addProcesses(
                    ProcessReport.newBuilder()
                        .setProcess(WEB)
                        .setStatus(ProcessStatus.PROCESS_STATUS_ERRORED)
                        .setPid(77)
                        .setRestarts(3)
                        .setStartTimeMs(Long.MAX_VALUE)
                        .putLabels("team", "a"))
                .addProcesses(ProcessReport.newBuilder().setPid(78)));
    assertThat(decoded.host())
        .isEqualTo(
            new HostDetails(
                "linux",
                "",
                8,
                1L << 34,
                Instant.ofEpochMilli(NOW - 1000),
                Map.of("pm2", "7.0.3")));
    assertThat(decoded.processes()).hasSize(1);
    ProcessSighting process = decoded.processes().getFirst();
    assertThat(process.process().job()).isEqualTo("web");
    assertThat(process.status()).isEqualTo(io.barograph.storage.inventory.ProcessStatus.ERRORED);
    assertThat(process.startTime()).isNull();
    assertThat(process.restarts()).isEqualTo(3);
    assertThat(process.bucket()).isEqualTo("team-a");
  }

  @Test
  void aRecordMayNameItsOwnProcess() {
    ProcessKey other = ProcessKey.newBuilder().setJob("api").setInstance("api:1").build();
    DecodedRecords decoded = decode(batch().addTransactions(transaction().setProcess(other)));
    assertThat(decoded.records().getFirst().head().process().job()).isEqualTo("api");
  }

  @Test
  void clocksADayOffAreRefusedWithTheDistance() {
    long day = Duration.ofDays(1).toMillis();
    assertThat(onlyReason(decode(batch().addEvents(event().setTimeMs(NOW + day)))))
        .isEqualTo("timestamp_too_far_in_future");
    assertThat(onlyReason(decode(batch().addEvents(event().setTimeMs(NOW - 31 * day)))))
        .isEqualTo("timestamp_too_old");
    assertThat(decode(batch().addEvents(event().setTimeMs(NOW - day))).records()).hasSize(1);
    assertThat(onlyReason(decode(batch().addEvents(event().setTimeMs(Long.MIN_VALUE)))))
        .isEqualTo("timestamp_too_old");
  }

  @Test
  void badIdsMissingProcessesAndImpossibleValuesAreRefusedAlone() {
    DecodedRecords decoded =
        decode(
            RecordBatch.newBuilder()
                .addEvents(event())
                .addEvents(event().setId(ByteString.copyFromUtf8("short")))
                .addEvents(event().setId(ByteString.copyFrom(new byte[17])))
                .addEvents(event().setKind(""))
                .addTransactions(transaction())
                .addTransactions(transaction().setProcess(WEB).setDurationSeconds(Double.NaN))
                .addTransactions(transaction().setProcess(WEB).setDurationSeconds(-1)));
    assertThat(decoded.records()).hasSize(1);
    assertThat(decoded.refusals().messages())
        .extracting(RecordRefusal::getReason, RecordRefusal::getRecords)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("invalid_id", 2L),
            org.assertj.core.groups.Tuple.tuple("missing_process", 1L),
            org.assertj.core.groups.Tuple.tuple("invalid_value", 3L));
  }

  @Test
  void longTextsAreCutWithAMark() {
    DecodedRecords decoded =
        decode(batch().addExceptions(exception().setStack("é".repeat(100_000))));
    var entry = (ExceptionEntry) decoded.records().getFirst();
    assertThat(entry.head().truncated()).isTrue();
    assertThat(entry.stack()).endsWith("é…").doesNotContain("\uFFFD");
    assertThat(entry.stack().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isBetween(ProtocolLimits.STACK_BYTES - 3, ProtocolLimits.STACK_BYTES);
  }

  @Test
  void aMillionAttributesBecomeAFew() {
    Event.Builder event = event();
    for (int i = 0; i < 50_000; i++) {
      event.putAttributes("attribute" + i, "");
    }
    DecodedRecords decoded = decode(batch().addEvents(event));
    assertThat(decoded.records().getFirst().head().attributes())
        .hasSize(ProtocolLimits.RECORD_ATTRIBUTES);
    assertThat(decoded.records().getFirst().head().truncated()).isTrue();
  }

  @Test
  void bytesThatAreNoTextAreReplaced() {
    byte[] bytes = batch().addEvents(event().setMessage("hello")).build().toByteArray();
    int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("hello");
    bytes[at] = (byte) 0xff;
    var entry =
        (io.barograph.storage.records.Event)
            decoder.decode(bytes, BOUNDS, Instant.ofEpochMilli(NOW)).records().getFirst();
    assertThat(entry.message()).isEqualTo("\uFFFDello");
  }

  @Test
  void batchesAboveTheLimitsAreMalformed() {
    RecordBatch.Builder many = batch();
    for (int i = 0; i <= ProtocolLimits.BATCH_RECORDS; i++) {
      many.addEvents(event());
    }
    assertThatThrownBy(() -> decode(many)).hasMessageContaining("more than 1000 records");
    assertThatThrownBy(() -> decoder.decode(new byte[2 << 20], BOUNDS, Instant.ofEpochMilli(NOW)))
        .hasMessageContaining("limit is 1048576");
  }

  @Test
  void brokenBytesAreMalformedAndNothingElse() {
    byte[] whole =
        batch()
            .addTransactions(transaction())
            .addExceptions(
                exception().setStack("s").addFrames(StackFrame.newBuilder().setFile("f")))
            .addEvents(event().putAttributes("a", "b"))
            .build()
            .toByteArray();
    for (int length = 0; length < whole.length; length++) {
      decodeOrRefuse(Arrays.copyOf(whole, length));
    }
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      byte[] flipped = whole.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      decodeOrRefuse(flipped);
    }
  }

  private void decodeOrRefuse(byte[] bytes) {
    try {
      DecodedRecords decoded = decoder.decode(bytes, BOUNDS, Instant.ofEpochMilli(NOW));
      assertThat(decoded.records().size()).isLessThanOrEqualTo(ProtocolLimits.BATCH_RECORDS);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("\\d+: .+");
    }
  }

  @Test
  void groupsBeyondTheBoundShareOne() {
    GroupRoom room = new GroupRoom();
    String last = "";
    for (int i = 0; i < 1_100; i++) {
      var entry =
          decode(batch().addExceptions(exception().setFingerprint("f" + i))).records().getFirst();
      last = ((ExceptionEntry) room.fit(entry, NOW)).group().message();
    }
    assertThat(last).isEqualTo("more than 1000 groups of exceptions in an hour from one agent");
  }
}
