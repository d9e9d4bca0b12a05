package io.barograph.ingest.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.protocol.MimeTypes;
import io.barograph.protocol.v1.AgentSetup;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.WriteAck;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;

/** Spring's own client as any Spring program would use it, with its default composite metadata. */
class SpringRequesterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "ws"})
  void springProgramsNeedNoLibraryOfOurs(String transport) throws Exception {
    try (OpenDoor open = new OpenDoor()) {
      RSocketRequester.Builder builder =
          RSocketRequester.builder()
              .dataMimeType(MimeType.valueOf(MimeTypes.PROTOBUF))
              .setupData(
                  AgentSetup.newBuilder().setProtocolVersion(1).setHost("h").build().toByteArray());
      RSocketRequester requester =
          transport.equals("tcp")
              ? builder.tcp("127.0.0.1", open.port())
              : builder.websocket(URI.create(open.webSocketAddress()));
      byte[] batch =
          SampleColumns.newBuilder()
              .setBatch(5)
              .addDefine(OpenDoor.definition(0, "__name__", "spring"))
              .addRefs(0)
              .setBaseTimestampMs(OpenDoor.NOW)
              .addValues(1)
              .build()
              .toByteArray();
      List<byte[]> acks =
          requester
              .route("samples")
              .data(Flux.just(batch), byte[].class)
              .retrieveFlux(byte[].class)
              .collectList()
              .block(PATIENCE);
      assertThat(acks).hasSize(1);
      assertThat(WriteAck.parseFrom(acks.getFirst()))
          .isEqualTo(WriteAck.newBuilder().setBatch(5).setAccepted(1).build());
      requester.dispose();
    }
  }
}
