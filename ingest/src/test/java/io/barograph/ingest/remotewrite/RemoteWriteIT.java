package io.barograph.ingest.remotewrite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.ingest.IngestLimits;
import io.barograph.ingest.IngestPipeline;
import io.barograph.model.Labels;
import io.barograph.storage.InMemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The door behind a real HTTP server, spoken to byte by byte. */
class RemoteWriteIT {
  private static final long NOW = 1_800_000_000_000L;
  private static final byte[] BODY =
      new WriteRequestBytes().series(Labels.of("__name__", "up"), NOW, 1).toSnappy();

  private final IngestPipeline pipeline =
      new IngestPipeline(
          new InMemoryStore(),
          IngestLimits.DEFAULTS,
          new SimpleMeterRegistry(),
          InstantSource.fixed(Instant.ofEpochMilli(NOW)));
  private DisposableServer server;

  @BeforeEach
  void start() {
    RemoteWriteSettings settings =
        new RemoteWriteSettings(1 << 20, 4 << 20, 50_000, Duration.ofSeconds(1), 16 << 20);
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                new ReactorHttpHandlerAdapter(
                    RouterFunctions.toHttpHandler(
                        RemoteWrite.routes(pipeline, settings, Schedulers.parallel()))))
            .bindNow();
  }

  @AfterEach
  void stopWithNothingReserved() {
    await().untilAsserted(() -> assertThat(pipeline.budget().reserved()).isZero());
    server.disposeNow();
  }

  @Test
  void aConnectionStaysUsableAfterRefusedRequests() throws IOException {
    try (Socket connection = connect()) {
      send(connection, "gzip", BODY.length, BODY);
      assertThat(answer(connection)).startsWith("HTTP/1.1 415 ");
      send(connection, "snappy", 3, new byte[] {4, 12, 'a'});
      assertThat(answer(connection)).startsWith("HTTP/1.1 400 ");
      byte[] large = new byte[(1 << 20) + 1];
      send(connection, "snappy", large.length, large);
      assertThat(answer(connection)).startsWith("HTTP/1.1 413 ");
      send(connection, "snappy", BODY.length, BODY);
      assertThat(answer(connection)).startsWith("HTTP/1.1 204 ");
    }
  }

  @Test
  void aSlowBodyIsGivenUpAndHoldsNobodyElse() throws IOException {
    try (Socket slow = connect();
        Socket quick = connect()) {
      send(slow, "snappy", BODY.length, new byte[] {BODY[0]});
      for (int i = 0; i < 100; i++) {
        send(quick, "snappy", BODY.length, BODY);
        assertThat(answer(quick)).startsWith("HTTP/1.1 204 ");
      }
      assertThat(answer(slow)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aSenderThatGoesAwayLeavesNothingBehind() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (Socket connection = connect()) {
        send(connection, "snappy", 1 << 20, new byte[100_000]);
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket connection, String encoding, int announced, byte[] body)
      throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        """
        POST /api/v1/write HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/x-protobuf\r
        Content-Encoding: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(encoding, announced)
            .getBytes(US_ASCII));
    request.writeBytes(body);
    connection.getOutputStream().write(request.toByteArray());
  }

  /** Head and body of the next answer. */
  private static String answer(Socket connection) throws IOException {
    InputStream in = connection.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    String text = head.toString();
    int length = 0;
    for (String line : text.toLowerCase(Locale.ROOT).split("\r\n", -1)) {
      if (line.startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return text + new String(in.readNBytes(length), US_ASCII);
  }
}
