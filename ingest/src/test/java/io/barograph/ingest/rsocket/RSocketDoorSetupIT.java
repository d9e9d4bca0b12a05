package io.barograph.ingest.rsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.barograph.agent.BarographAgent;
import io.barograph.ingest.IngestLimits;
import io.barograph.model.Labels;
import io.barograph.protocol.MimeTypes;
import io.barograph.protocol.v1.AgentSetup;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.DefaultPayload;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class RSocketDoorSetupIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static OpenDoor door(RSocketDoorSettings settings) {
    return new OpenDoor(AgentAuthenticator.everyone(), settings, IngestLimits.DEFAULTS);
  }

  private static RSocketDoorSettings settings(int connections, int setupMillis, int writeMillis) {
    return new RSocketDoorSettings(
        connections,
        Duration.ofMillis(setupMillis),
        Duration.ofMillis(writeMillis),
        4,
        1000,
        1 << 20);
  }

  private static void assertRejected(RSocket socket, String message) {
    StepVerifier.create(socket.onClose())
        .expectErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(RejectedSetupException.class)
                    .hasMessageContaining(message))
        .verify(PATIENCE);
  }

  private static AgentSetup.Builder setup() {
    return AgentSetup.newBuilder().setProtocolVersion(1).setHost("test");
  }

  @Test
  void rejectsOtherVersionsAndNamesBoth() {
    try (OpenDoor open = new OpenDoor()) {
      assertRejected(
          open.connect(setup().setProtocolVersion(2).build()),
          "agent speaks protocol version 2, this server speaks 1");
      assertRejected(
          open.connect(DefaultPayload.create(""), MimeTypes.PROTOBUF), "send an AgentSetup");
      assertRejected(
          open.connect(DefaultPayload.create(new byte[] {0x0a}), MimeTypes.PROTOBUF),
          "no AgentSetup message");
      assertRejected(
          open.connect(DefaultPayload.create(new byte[70_000]), MimeTypes.PROTOBUF),
          "70000 bytes, limit is 65536");
      assertRejected(
          open.connect(DefaultPayload.create(setup().build().toByteArray()), "application/json"),
          "data type \"application/json\" is not served; use application/x-protobuf");
    }
  }

  @Test
  void rejectsKeepalivesThatWouldHideADeadAgent() {
    try (OpenDoor open = new OpenDoor()) {
      RSocket socket =
          RSocketConnector.create()
              .setupPayload(DefaultPayload.create(setup().build().toByteArray()))
              .dataMimeType(MimeTypes.PROTOBUF)
              .metadataMimeType(MimeTypes.ROUTING)
              .keepAlive(Duration.ofSeconds(1), Duration.ofDays(1))
              .connect(TcpClientTransport.create("127.0.0.1", open.port()))
              .block();
      assertRejected(socket, "keepalive lifetime 86400000 ms, limit is 600000");
    }
  }

  @Test
  void asksForATokenAndDoesNotRepeatIt() {
    try (OpenDoor open =
        new OpenDoor(
            AgentAuthenticator.tokens(List.of("first", "second")),
            RSocketDoorSettings.DEFAULTS,
            IngestLimits.DEFAULTS)) {
      assertRejected(open.connect(setup().build()), "agent sent no token");
      assertRejected(open.connect(setup().setToken("secon").build()), "does not know");
      BarographAgent agent =
          BarographAgent.builder(open.tcpAddress())
              .token("second")
              .flushInterval(Duration.ofMillis(10))
              .build();
      agent.series(Labels.of("__name__", "a")).append(OpenDoor.NOW, 1);
      assertThat(agent.close(PATIENCE)).isTrue();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentAuthenticator.tokens(List.of()))
        .withMessageContaining("at least one");
  }

  @Test
  void connectionsWithoutSetupAreClosedAndHarmNobody() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try (OpenDoor open = door(settings(3000, 1500, 30_000))) {
      for (int i = 0; i < 2000; i++) {
        idle.add(new Socket("127.0.0.1", open.port()));
      }
      BarographAgent agent =
          BarographAgent.builder(open.tcpAddress()).flushInterval(Duration.ofMillis(10)).build();
      agent.series(Labels.of("__name__", "a")).append(OpenDoor.NOW, 1);
      assertThat(agent.close(PATIENCE)).isTrue();
      await().atMost(PATIENCE).until(() -> open.gauge("barograph.ingest.rsocket.connections") == 0);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void oneConnectionTooManyIsClosedAtOnce() throws IOException {
    try (OpenDoor open = door(settings(2, 60_000, 30_000));
        Socket one = new Socket("127.0.0.1", open.port());
        Socket two = new Socket("127.0.0.1", open.port())) {
      await().atMost(PATIENCE).until(() -> open.gauge("barograph.ingest.rsocket.connections") == 2);
      try (Socket three = new Socket("127.0.0.1", open.port())) {
        three.setSoTimeout(20_000);
        assertThat(three.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(one.isConnected() && two.isConnected()).isTrue();
    }
  }

  @Test
  void framesAboveTheLimitEndTheConnection() throws IOException {
    try (OpenDoor open = new OpenDoor();
        Socket socket = new Socket("127.0.0.1", open.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(HexFormat.of().parseHex("ffffff00000000"));
      assertThat(readToEnd(socket.getInputStream())).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void garbageInsteadOfSetupEndsTheConnection() throws IOException {
    try (OpenDoor open = new OpenDoor()) {
      for (String garbage :
          List.of("000000", "000001ff", "00000600000001ffff", "00000600000000ffff")) {
        try (Socket socket = new Socket("127.0.0.1", open.port())) {
          socket.setSoTimeout(20_000);
          socket.getOutputStream().write(HexFormat.of().parseHex(garbage));
          socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
          socket.shutdownOutput();
          assertThat(readToEnd(socket.getInputStream())).isGreaterThanOrEqualTo(0);
        }
      }
      assertThat(open.connect().isDisposed()).isFalse();
    }
  }

  /** How many bytes came before the other side closed. */
  private static int readToEnd(InputStream in) throws IOException {
    int bytes = 0;
    try {
      while (in.read() >= 0) {
        bytes++;
      }
    } catch (SocketException e) {
      // Closed with a reset: closed all the same.
      assertThat(e).hasMessageContaining("reset");
    }
    return bytes;
  }

  /**
   * Asks for answers to keepalives without end and reads none: what is not taken may not pile up.
   */
  @Test
  void clientThatReadsNothingIsClosedAndSlowsNobody() throws IOException {
    try (OpenDoor open = door(settings(100, 5000, 1000));
        Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(new InetSocketAddress("127.0.0.1", open.port()));
      byte[] setup =
          HexFormat.of()
              .parseHex(
                  "00006f00000000040000010000000003e8000075301c6d6573736167652f782e72736f636b65742e726f7574696e672e7630166170706c69636174696f6e2f782d70726f746f627566080112057765622d311a057765622d312205302e312e302a100a066275636b657412067465616d2d61");
      byte[] keepalive = new byte[3 + 14 + 60_000];
      keepalive[1] = (byte) ((14 + 60_000) >> 8);
      keepalive[2] = (byte) (14 + 60_000);
      keepalive[7] = 0x0c;
      keepalive[8] = (byte) 0x80;
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      deaf.getOutputStream().write(setup);
                      while (true) {
                        deaf.getOutputStream().write(keepalive);
                      }
                    } catch (IOException e) {
                      // What the door is expected to do: it closes the connection.
                    }
                  });
      BarographAgent agent =
          BarographAgent.builder(open.tcpAddress()).flushInterval(Duration.ofMillis(10)).build();
      agent.series(Labels.of("__name__", "a")).append(OpenDoor.NOW, 1);
      assertThat(agent.close(PATIENCE)).isTrue();
      await().atMost(PATIENCE).until(() -> !writer.isAlive());
      await().atMost(PATIENCE).until(() -> open.gauge("barograph.ingest.rsocket.connections") == 0);
    }
  }
}
