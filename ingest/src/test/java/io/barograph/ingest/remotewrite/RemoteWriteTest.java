package io.barograph.ingest.remotewrite;

import static io.barograph.ingest.remotewrite.RemoteWriteFixture.LOAD;
import static io.barograph.ingest.remotewrite.RemoteWriteFixture.NOW;
import static io.barograph.ingest.remotewrite.RemoteWriteFixture.UP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.StaleMarker;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the samples of a request. */
class RemoteWriteTest {
  private final RemoteWriteFixture door = new RemoteWriteFixture();

  @Test
  void samplesAndMetadataAreStoredBitForBit() {
    WriteRequestBytes request =
        new WriteRequestBytes()
            .series(UP, NOW, StaleMarker.VALUE, NOW - 1000, -0.0)
            .series(LOAD, NOW, Double.POSITIVE_INFINITY)
            .metadata(1, "up", "whether", "");
    for (int round = 0; round < 2; round++) {
      door.post(request.toSnappy()).expectStatus().isNoContent().expectBody().isEmpty();
    }
    assertThat(door.samples(UP))
        .containsExactly(Double.doubleToRawLongBits(-0.0), StaleMarker.BITS);
    assertThat(door.samples(LOAD))
        .containsExactly(Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));
    assertThat(door.store().metadata().map(MetricMetadata::help).collectList().block())
        .containsExactly("whether");
    assertThat(door.meters().get("barograph.ingest.samples.accepted").counter().count())
        .isEqualTo(6);
    assertThat(door.meters().get("barograph.ingest.series.resolved").counter().count())
        .isEqualTo(2);
    assertThat(door.budget().reserved()).isZero();
  }

  @Test
  void badSeriesAndTimestampsAreNamedAndTheRestIsKept() {
    byte[] notUtf8 = {(byte) 0xC3, 0x28};
    WriteRequestBytes broken = new WriteRequestBytes().label("__name__".getBytes(UTF_8), notUtf8);
    WriteRequestBytes request =
        new WriteRequestBytes()
            .series(UP, NOW, 1)
            .series(List.of(new Label("job", "nameless")), NOW, 1)
            .series(List.of(new Label("__name__", "a"), new Label("x", "1"), new Label("x", "2")))
            .series(Labels.of("__name__", "big", "x", "y".repeat(1_000_000)), NOW, 1)
            .field(1, broken.sample(NOW, 1).toByteArray())
            .series(LOAD, 0, 1, 32_503_680_000_000L, 1, Long.MIN_VALUE, 1, NOW - 5, 7);
    for (int round = 0; round < 2; round++) {
      door.post(request.toSnappy())
          .expectStatus()
          .isBadRequest()
          .expectBody(String.class)
          .value(
              text ->
                  assertThat(text)
                      .contains("1 sample refused, missing_metric_name: series {job=\"nameless\"}")
                      .contains(
                          "0 samples refused, duplicate_label: series a{x=\"1\"} has the label")
                      .contains(
                          "a value of 1000000 bytes in label \"x\", limit is 4096; shorten it")
                      .contains("1 sample refused, invalid_label")
                      .contains(
                          "2 samples refused, timestamp_too_old: series load1: timestamp 0"
                              + " (1970-01-01")
                      .contains("1 sample refused, timestamp_too_far_in_future")
                      .hasSizeLessThan(4000));
    }
    assertThat(door.samples(UP)).containsExactly(Double.doubleToRawLongBits(1));
    assertThat(door.samples(LOAD)).containsExactly(Double.doubleToRawLongBits(7));
  }

  @Test
  void nativeHistogramsAreRefusedAndTheRestIsKept() {
    WriteRequestBytes series = new WriteRequestBytes();
    series.label("__name__", "up").label("job", "node").sample(NOW, 3).field(4, new byte[] {8, 1});
    door.expectError(
        new WriteRequestBytes().field(1, series.toByteArray()).toSnappy(),
        400,
        "1 sample refused, unsupported: series up{job=\"node\"}: native histograms are not stored");
    assertThat(door.samples(UP)).containsExactly(Double.doubleToRawLongBits(3));
  }

  @Test
  void exemplarsAreCountedAsRefusedAndFailNothing() {
    WriteRequestBytes series = new WriteRequestBytes().label("__name__", "up").label("job", "node");
    series.field(3, new byte[] {8, 1}).sample(NOW, 3).field(3, new byte[] {8, 1});
    door.post(new WriteRequestBytes().field(1, series.toByteArray()).toSnappy())
        .expectStatus()
        .isNoContent();
    assertThat(door.samples(UP)).containsExactly(Double.doubleToRawLongBits(3));
    assertThat(
            door.meters()
                .get("barograph.ingest.samples.refused")
                .tag("reason", "unsupported")
                .counter()
                .count())
        .isEqualTo(2);
    assertThat(door.meters().get("barograph.ingest.samples.received").counter().count())
        .isEqualTo(3);
  }

  @Test
  void seriesWithoutSamplesAreNotCreated() {
    WriteRequestBytes exemplarOnly = new WriteRequestBytes().label("__name__", "idle");
    WriteRequestBytes request =
        new WriteRequestBytes()
            .field(1, exemplarOnly.field(3, new byte[] {1, 0}).toByteArray())
            .series(UP, NOW, 1);
    door.post(request.toSnappy()).expectStatus().isNoContent();
    assertThat(door.meters().get("barograph.ingest.series.resolved").counter().count())
        .isEqualTo(1);
  }

  @Test
  void everySampleIsAcceptedRefusedOrTurnedAway() {
    WriteRequestBytes histogram = new WriteRequestBytes().label("__name__", "h");
    door.post(
        new WriteRequestBytes()
            .series(UP, NOW, 1, 0, 2)
            .field(1, histogram.field(4, new byte[0]).sample(NOW, 1).toByteArray())
            .toSnappy());
    assertThat(door.meters().get("barograph.ingest.samples.received").counter().count())
        .isEqualTo(4);
    assertThat(door.meters().get("barograph.ingest.samples.accepted").counter().count())
        .isEqualTo(2);
    assertThat(
            door.meters().get("barograph.ingest.samples.refused").counters().stream()
                .mapToDouble(Counter::count)
                .sum())
        .isEqualTo(2);
  }

  @Test
  void emptyRequestIsFine() {
    door.post(WriteRequestBytes.snappy(new byte[0])).expectStatus().isNoContent();
  }
}
