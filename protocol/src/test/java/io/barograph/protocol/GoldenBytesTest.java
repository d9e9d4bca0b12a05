package io.barograph.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.barograph.protocol.v1.AgentSetup;
import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.Label;
import io.barograph.protocol.v1.MetricDescription;
import io.barograph.protocol.v1.MetricType;
import io.barograph.protocol.v1.ProcessKey;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.protocol.v1.RecordRefusal;
import io.barograph.protocol.v1.Refusal;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.SeriesDefinition;
import io.barograph.protocol.v1.Transaction;
import io.barograph.protocol.v1.WriteAck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code golden/} are what agents in other languages are written against. */
class GoldenBytesTest {
  private static final Path GOLDEN = Path.of("golden");
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  private record Golden(String file, Message message) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Golden> golden() {
    return Stream.of(
        new Golden(
            "agent-setup",
            AgentSetup.newBuilder()
                .setProtocolVersion(ProtocolVersion.CURRENT)
                .setAgentId("web-1")
                .setHost("web-1")
                .setAgentVersion("0.1.0")
                .putLabels("bucket", "team-a")
                .build()),
        new Golden(
            "first-batch",
            SampleColumns.newBuilder()
                .setBatch(1)
                .addDefine(series(0, "up"))
                .addDefine(series(1, "load"))
                .addAllRefs(List.of(0, 1))
                .setBaseTimestampMs(1_790_000_000_000L)
                .addAllValues(List.of(1.0, 0.25))
                .addDescribe(
                    MetricDescription.newBuilder()
                        .setMetric("load")
                        .setType(MetricType.METRIC_TYPE_GAUGE)
                        .setHelp("Load."))
                .build()),
        new Golden(
            "next-batch",
            SampleColumns.newBuilder()
                .setBatch(2)
                .setBaseTimestampMs(1_790_000_010_000L)
                .addAllTimestampOffsetsMs(List.of(0L, -3L))
                .addAllValues(List.of(1.0, STALE))
                .build()),
        new Golden("ack", WriteAck.newBuilder().setBatch(2).setAccepted(2).build()),
        new Golden(
            "ack-with-refusal",
            WriteAck.newBuilder()
                .setBatch(3)
                .setAccepted(1)
                .addRefused(
                    Refusal.newBuilder()
                        .setReason("undefined_series")
                        .setSamples(1)
                        .addRefs(9)
                        .setMessage("ref 9 is not defined"))
                .build()),
        new Golden(
            "record-batch",
            RecordBatch.newBuilder()
                .setBatch(1)
                .setProcess(ProcessKey.newBuilder().setJob("web").setInstance("web-1:0"))
                .addTransactions(
                    Transaction.newBuilder()
                        .setId(id(0))
                        .setTimeMs(1_790_000_000_000L)
                        .setDurationSeconds(1.25)
                        .setMethod("GET")
                        .setRoute("/hotel/:id")
                        .setStatus(500))
                .addEvents(
                    Event.newBuilder()
                        .setId(id(16))
                        .setTimeMs(1_790_000_000_000L)
                        .setKind("exit")
                        .putAttributes("exit_code", "1"))
                .setSentTimeMs(1_790_000_000_500L)
                .build()),
        new Golden(
            "record-ack",
            RecordAck.newBuilder()
                .setBatch(1)
                .setAccepted(1)
                .addRefused(
                    RecordRefusal.newBuilder()
                        .setReason("timestamp_too_old")
                        .setRecords(1)
                        .setMessage("too old"))
                .build()));
  }

  private static ByteString id(int first) {
    byte[] id = new byte[16];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) (first + i);
    }
    return ByteString.copyFrom(id);
  }

  private static SeriesDefinition series(int ref, String metric) {
    return SeriesDefinition.newBuilder()
        .setRef(ref)
        .addLabels(Label.newBuilder().setName("__name__").setValue(metric))
        .addLabels(Label.newBuilder().setName("host").setValue("web-1"))
        .build();
  }

  private static byte[] bytes(String file) throws IOException {
    return HexFormat.of().parseHex(Files.readString(GOLDEN.resolve(file + ".hex")).strip());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void messageEncodesToItsGoldenBytes(Golden golden) throws IOException {
    assertThat(HexFormat.of().formatHex(golden.message().toByteArray()))
        .isEqualTo(HexFormat.of().formatHex(bytes(golden.file())));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void goldenBytesDecodeToTheirMessageAndBack(Golden golden) throws IOException {
    Message decoded = golden.message().getParserForType().parseFrom(bytes(golden.file()));
    assertThat(decoded).isEqualTo(golden.message());
    assertThat(decoded.toByteArray()).isEqualTo(bytes(golden.file()));
  }

  @Test
  void payloadOfNaNSurvives() throws IOException {
    double value = SampleColumns.parseFrom(bytes("next-batch")).getValues(1);
    assertThat(Double.doubleToRawLongBits(value)).isEqualTo(0x7ff0000000000002L);
  }

  @Test
  void everyGoldenFileIsTested() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".hex", "")))
          .containsExactlyInAnyOrderElementsOf(golden().map(Golden::file).toList());
    }
  }

  @Test
  void pageShowsTheGoldenBytes() throws IOException {
    String page = Files.readString(Path.of("README.md")).replaceAll("\\s", "");
    for (String file : List.of("agent-setup", "first-batch", "next-batch")) {
      assertThat(page).contains(HexFormat.of().formatHex(bytes(file)));
    }
  }
}
