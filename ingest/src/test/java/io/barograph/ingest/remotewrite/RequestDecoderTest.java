package io.barograph.ingest.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.ingest.CheckedLabels;
import io.barograph.ingest.LabelLimits;
import io.barograph.ingest.LabelSetBuilder;
import io.barograph.model.Label;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.model.StaleMarker;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequestDecoderTest {
  private static final Labels UP = Labels.of("__name__", "up", "job", "node");
  private static final Labels LOAD = Labels.of("__name__", "load1");
  private static final byte[] REQUEST =
      new WriteRequestBytes()
          .series(UP, 1000, 1, 2000, StaleMarker.VALUE)
          .series(LOAD)
          .series(LOAD, Long.MIN_VALUE, -0.0, -1, Double.NEGATIVE_INFINITY)
          .metadata(2, "load1", "1m load average.", "")
          .toByteArray();

  @Test
  void readsSeriesSamplesAndMetadata() {
    DecodedRequest request = decode(REQUEST);
    assertThat(request.series()).isEqualTo(3);
    assertThat(request.samples()).isEqualTo(4);
    assertThat(labels(request, 0)).isEqualTo(new CheckedLabels.Valid(UP));
    assertThat(labels(request, 2)).isEqualTo(new CheckedLabels.Valid(LOAD));
    assertThat(request.sampleStart(1)).isEqualTo(2);
    assertThat(request.sampleEnd(1)).isEqualTo(2);
    assertThat(request.timestamps()).startsWith(1000, 2000, Long.MIN_VALUE, -1);
    assertThat(Double.doubleToRawLongBits(request.values()[1])).isEqualTo(StaleMarker.BITS);
    assertThat(1 / request.values()[2]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(request.metadata())
        .containsExactly(new MetricMetadata("load1", MetricType.GAUGE, "1m load average.", ""));
  }

  @Test
  void labelsBehindSamplesBelongToTheSeriesToo() {
    WriteRequestBytes series = new WriteRequestBytes();
    series.label("__name__", "up").sample(1, 2).label("job", "node").sample(3, 4);
    DecodedRequest request = decode(new WriteRequestBytes().field(1, series.toByteArray()));
    assertThat(request.samples()).isEqualTo(2);
    assertThat(labels(request, 0)).isEqualTo(new CheckedLabels.Valid(UP));
  }

  @Test
  void labelsInAnyPlaceCostNoMoreThanOthers() {
    WriteRequestBytes request = new WriteRequestBytes();
    for (int i = 0; i < 100_000; i++) {
      request.field(
          1,
          new WriteRequestBytes()
              .label("__name__", "up")
              .field(4, new byte[0])
              .label("job", "" + i)
              .toByteArray());
    }
    DecodedRequest decoded = decode(request);
    assertThat(decoded.histograms()).isEqualTo(100_000);
    for (int i = 0; i < 100_000; i += 997) {
      assertThat(labels(decoded, i))
          .isEqualTo(new CheckedLabels.Valid(Labels.of("__name__", "up", "job", "" + i)));
    }
  }

  @Test
  void labelsLongerThanAByteCanCountAreScanned() {
    Labels longer = Labels.of("__name__", "up", "path", "p".repeat(5_000), "z", "z".repeat(126));
    DecodedRequest decoded = decode(new WriteRequestBytes().series(longer, 1, 2));
    assertThat(decoded.samples()).isEqualTo(1);
    assertThat(decoded.labelLength(0)).isGreaterThan(5_100);
  }

  @Test
  void unknownFieldsArePassedOver() {
    WriteRequestBytes series = new WriteRequestBytes();
    series.label("__name__", "load1").sample(1, 2).field(3, new byte[] {1, 2, 3});
    series.varint(9 << 3).varint(77).varint(10 << 3 | 5).varint(1).varint(1).varint(1).varint(1);
    DecodedRequest request =
        decode(new WriteRequestBytes().field(1, series.toByteArray()).field(15, new byte[5]));
    assertThat(request.samples()).isEqualTo(1);
    assertThat(labels(request, 0)).isEqualTo(new CheckedLabels.Valid(LOAD));
  }

  @Test
  void nativeHistogramsAreCounted() {
    WriteRequestBytes series = new WriteRequestBytes();
    series.label("__name__", "h").field(4, new byte[] {8, 1}).field(4, new byte[0]);
    DecodedRequest request = decode(new WriteRequestBytes().field(1, series.toByteArray()));
    assertThat(request.histograms(0)).isEqualTo(2);
  }

  @Test
  void wrongWireTypesAreNamed() {
    assertThatThrownBy(() -> decode(new WriteRequestBytes().varint(1 << 3).varint(5)))
        .isInstanceOf(MalformedRequestException.class)
        .hasMessage("malformed protobuf at byte 1: field 1 of WriteRequest has wire type 0");
    WriteRequestBytes sample = new WriteRequestBytes().varint(1 << 3).varint(5);
    WriteRequestBytes series = new WriteRequestBytes().field(2, sample.toByteArray());
    assertThatThrownBy(() -> decode(new WriteRequestBytes().field(1, series.toByteArray())))
        .hasMessage("malformed protobuf at byte 5: field 1 of Sample has wire type 0");
  }

  @Test
  void lengthsBeyondTheMessageAreNamed() {
    assertThatThrownBy(() -> decode(new byte[] {10, 100, 1, 2}))
        .hasMessage("malformed protobuf at byte 1: length 100 runs over the end, 2 bytes are left");
    assertThatThrownBy(() -> decode(new WriteRequestBytes().varint(10).varint(Long.MIN_VALUE)))
        .hasMessageContaining("length 9223372036854775808 runs over the end, 0 bytes are left");
    assertThatThrownBy(() -> decode(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}))
        .hasMessageContaining("a number is longer than 10 bytes");
  }

  @Test
  void tooManySamplesOrSeriesAreRefused() {
    WriteRequestBytes samples = new WriteRequestBytes().series(UP, 1, 1, 2, 2, 3, 3);
    assertThatThrownBy(
            () -> RequestDecoder.decode(samples.toByteArray(), length(samples), 2, nothing()))
        .isInstanceOf(RequestTooLargeException.class)
        .hasMessageStartingWith("the request has more than 2 samples; send smaller batches ");
    WriteRequestBytes series = new WriteRequestBytes().series(UP).series(UP).series(UP);
    assertThatThrownBy(
            () -> RequestDecoder.decode(series.toByteArray(), length(series), 2, nothing()))
        .hasMessageStartingWith("the request has more than 2 series; send smaller batches ");
  }

  @Test
  void everyTruncationEndsInAnErrorOrInLess() {
    for (int length = 0; length < REQUEST.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(REQUEST, length);
      try {
        assertThat(decode(cut).series()).isLessThanOrEqualTo(3);
      } catch (MalformedRequestException e) {
        assertThat(e).hasMessageStartingWith("malformed protobuf at byte ");
      }
    }
  }

  @Test
  void aMillionDamagedRequestsDoNoHarm() {
    SplittableRandom random = new SplittableRandom(20261122);
    LabelsDecoder labels = new LabelsDecoder(new LabelSetBuilder(LabelLimits.DEFAULTS));
    int readable = 0;
    for (int round = 0; round < 1_000_000; round++) {
      byte[] damaged = REQUEST.clone();
      int flips = 1 + random.nextInt(4);
      for (int flip = 0; flip < flips; flip++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int length = damaged.length - (random.nextInt(4) == 0 ? random.nextInt(damaged.length) : 0);
      try {
        DecodedRequest request = RequestDecoder.decode(damaged, length, 1000, nothing());
        for (int i = 0; i < request.series(); i++) {
          labels.decode(request.bytes(), request.labelOffset(i), request.labelLength(i));
        }
        readable++;
      } catch (MalformedRequestException e) {
        // The one exception that damage may cause; any other fails the test.
      }
    }
    assertThat(readable).isBetween(100_000, 900_000);
  }

  @Test
  void emptyLabelListIsASeriesWithoutName() {
    DecodedRequest request = decode(new WriteRequestBytes().series(List.<Label>of(), 1, 1));
    assertThat(labels(request, 0)).isInstanceOf(CheckedLabels.Refused.class);
  }

  private static CheckedLabels labels(DecodedRequest request, int series) {
    return new LabelsDecoder(new LabelSetBuilder(LabelLimits.DEFAULTS))
        .decode(request.bytes(), request.labelOffset(series), request.labelLength(series));
  }

  private static int length(WriteRequestBytes bytes) {
    return bytes.toByteArray().length;
  }

  private static DecodedRequest decode(WriteRequestBytes bytes) {
    return decode(bytes.toByteArray());
  }

  private static DecodedRequest decode(byte[] bytes) {
    return RequestDecoder.decode(bytes, bytes.length, 1_000_000, nothing());
  }

  private static KnownSeries.Walk nothing() {
    return KnownSeries.none(0).walk();
  }
}
