package io.barograph.ingest.remotewrite;

import static io.barograph.ingest.remotewrite.RemoteWriteFixture.LOAD;
import static io.barograph.ingest.remotewrite.RemoteWriteFixture.NOW;
import static io.barograph.ingest.remotewrite.RemoteWriteFixture.UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;

/** Requests that are refused before anything in them is looked at. */
class RemoteWriteBodyTest {
  private final RemoteWriteFixture door = new RemoteWriteFixture();

  @Test
  void unreadableBodiesAreMalformed() {
    door.expectError(new byte[0], 400, "malformed snappy");
    door.expectError(new byte[] {5, 1, 2, 3}, 400, "malformed snappy");
    door.expectError(
        WriteRequestBytes.snappy(new byte[] {10, 100, 1}), 400, "malformed protobuf at byte 1");
    byte[] good = new WriteRequestBytes().series(UP, NOW, 1).toSnappy();
    for (int length = 1; length < good.length; length++) {
      door.post(java.util.Arrays.copyOf(good, length)).expectStatus().isBadRequest();
    }
    assertThat(door.budget().reserved()).isZero();
  }

  @Test
  void snappyBombsAreRefusedByTheirHeader() {
    byte[] bomb = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x04, 0};
    door.expectError(bomb, 400, "invalid uncompressed length 1,073,741,824 declared in 6 bytes");
    door.expectError(
        WriteRequestBytes.snappy(new byte[5 << 20]), 413, "5242880 bytes after decompression");
  }

  @Test
  void tooLargeBodiesAreRefused() {
    door.expectError(new byte[(1 << 20) + 1], 413, "1048577 bytes, limit is 1048576");
    WriteRequestBytes many = new WriteRequestBytes();
    for (int i = 0; i < 50_001; i++) {
      many.series(LOAD);
    }
    door.expectError(
        many.toSnappy(),
        413,
        "more than 50000 series; send smaller batches (in Prometheus: max_samples_per_send)");
    WriteRequestBytes described = new WriteRequestBytes();
    for (int i = 0; i < 50_001; i++) {
      described.metadata(1, "m", "", "");
    }
    door.expectError(described.toSnappy(), 413, "more than 50000 descriptions");
  }

  @Test
  void bodyThatDoesNotSayItsSizeIsRefusedWhereItPassesTheLimit() {
    DataBuffer chunk = DefaultDataBufferFactory.sharedInstance.wrap(new byte[700_000]);
    door.client()
        .post()
        .uri("/api/v1/write")
        .body(Flux.just(chunk, chunk), DataBuffer.class)
        .exchange()
        .expectStatus()
        .isEqualTo(413)
        .expectBody(String.class)
        .value(text -> assertThat(text).contains("more than 1048576 bytes; send smaller batches"));
    assertThat(door.budget().reserved()).isZero();
  }

  @Test
  void otherMethodsAreToldWhichIsServed() {
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE)) {
      door.client()
          .method(method)
          .uri("/api/v1/write")
          .exchange()
          .expectStatus()
          .isEqualTo(405)
          .expectHeader()
          .valueEquals("Allow", "POST")
          .expectBody(String.class)
          .value(text -> assertThat(text).startsWith("method " + method + " is not served here;"));
    }
  }

  @Test
  void otherFormatsAreUnsupported() {
    byte[] body = new WriteRequestBytes().series(UP, NOW, 1).toSnappy();
    door.client()
        .post()
        .uri("/api/v1/write")
        .header("Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(415)
        .expectBody(String.class)
        .value(text -> assertThat(text).contains("send prometheus.WriteRequest"));
    door.client()
        .post()
        .uri("/api/v1/write")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(415);
    door.client()
        .post()
        .uri("/api/v1/write")
        .header("Content-Encoding", "zstd")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(415);
  }
}
