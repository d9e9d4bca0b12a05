package io.barograph.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import org.junit.jupiter.api.Test;

class LabelSetBuilderTest {
  private final LabelSetBuilder builder = new LabelSetBuilder(new LabelLimits(4, 10, 20));

  @Test
  void sortsLabelsAndDropsEmptyValues() {
    assertThat(valid(builder.add("zone", "a").add("__name__", "up").add("job", "").build()))
        .isEqualTo(Labels.of("__name__", "up", "zone", "a"));
  }

  @Test
  void buildsTheSameFromBytes() {
    assertThat(valid(bytes("__name__", "up").add("zone", "Zürich 🏔").build()))
        .isEqualTo(Labels.of("__name__", "up", "zone", "Zürich 🏔"));
  }

  @Test
  void startsAnewAfterClear() {
    builder.add("", "x").build();
    assertThat(valid(builder.clear().add("__name__", "up").build()))
        .isEqualTo(Labels.of("__name__", "up"));
  }

  @Test
  void takesNamesThatOnlyUtf8Allows() {
    assertThat(valid(builder.add("__name__", "http.requests").add("säule.1", "x").build()).size())
        .isEqualTo(2);
  }

  @Test
  void takesAReplacementCharacterThatTheSenderWrote() {
    assertThat(valid(bytes("__name__", "a\uFFFDb").build()).metricName()).isEqualTo("a\uFFFDb");
  }

  @Test
  void refusesASetWithoutMetricName() {
    assertRefused(
        builder.add("job", "a").build(),
        RejectReason.MISSING_METRIC_NAME,
        "series {job=\"a\"} has no metric name; give it the label \"__name__\"");
  }

  @Test
  void refusesAnEmptyMetricName() {
    assertRefused(
        builder.add("job", "a").add("__name__", "").build(),
        RejectReason.MISSING_METRIC_NAME,
        "series {job=\"a\"} has no metric name; give it the label \"__name__\"");
  }

  @Test
  void refusesAnEmptyLabelName() {
    assertRefused(
        builder.add("__name__", "up").add("", "a").build(),
        RejectReason.INVALID_LABEL,
        "series up has a label with an empty name; name it");
  }

  @Test
  void refusesASecondLabelOfOneName() {
    assertRefused(
        builder.add("__name__", "up").add("job", "a").add("job", "a").build(),
        RejectReason.DUPLICATE_LABEL,
        "series up{job=\"a\"} has the label \"job\" twice; send each name once");
  }

  @Test
  void refusesALongName() {
    assertRefused(
        builder.add("__name__", "up").add("elevenbytes", "a").build(),
        RejectReason.LABEL_NAME_TOO_LONG,
        "series up has the label name \"elevenbytes\" of 11 bytes, limit is 10; shorten it");
  }

  @Test
  void countsLengthInBytesOfUtf8() {
    assertRefused(
        builder.add("__name__", "up").add("job", "äöüäöüäöüäöx").build(),
        RejectReason.LABEL_VALUE_TOO_LONG,
        "series up has a value of 23 bytes in label \"job\", limit is 20; shorten it");
  }

  @Test
  void refusesTooManyLabels() {
    for (int i = 0; i < 9; i++) {
      builder.add("label" + i, "a");
    }
    assertThat(refused(builder.build()).reason()).isEqualTo(RejectReason.TOO_MANY_LABELS);
    assertThat(refused(builder.build()).message()).contains("has 9 labels, limit is 4; drop some");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    for (byte[] bad :
        new byte[][] {
          {(byte) 0xFF},
          {(byte) 0xC0, (byte) 0x80},
          {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          {'a', (byte) 0xE2}
        }) {
      builder.clear().add("__name__", "up");
      assertThat(refused(builder.add(bad, 0, bad.length, 0, bad.length).build()).reason())
          .isEqualTo(RejectReason.INVALID_LABEL);
    }
  }

  @Test
  void refusesHalfASurrogatePair() {
    assertThat(refused(builder.add("__name__", "up\uD83D").build()).reason())
        .isEqualTo(RejectReason.INVALID_LABEL);
  }

  @Test
  void refusesWhatPostgresCannotStore() {
    assertRefused(
        builder.add("__name__", "up").add("job", "a\0b").build(),
        RejectReason.INVALID_LABEL,
        "series up has the character U+0000 in label \"job\"; remove it");
  }

  @Test
  void messagesStayShortWhateverWasSent() {
    byte[] megabyte = "x".repeat(1 << 20).getBytes(UTF_8);
    builder.add("__name__", "up");
    builder.add(megabyte, 0, megabyte.length, 0, megabyte.length);
    assertThat(refused(builder.build()).message()).hasSizeLessThan(400);
  }

  private LabelSetBuilder bytes(String name, String value) {
    byte[] buffer = (name + value).getBytes(UTF_8);
    int nameLength = name.getBytes(UTF_8).length;
    return builder.add(buffer, 0, nameLength, nameLength, buffer.length - nameLength);
  }

  private static Labels valid(CheckedLabels checked) {
    assertThat(checked).isInstanceOf(CheckedLabels.Valid.class);
    return ((CheckedLabels.Valid) checked).labels();
  }

  private static Rejection refused(CheckedLabels checked) {
    assertThat(checked).isInstanceOf(CheckedLabels.Refused.class);
    return ((CheckedLabels.Refused) checked).rejection();
  }

  private static void assertRefused(CheckedLabels checked, RejectReason reason, String message) {
    assertThat(refused(checked)).isEqualTo(new Rejection(reason, message));
  }
}
