package io.barograph.ingest.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.model.StaleMarker;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UsualSampleTest {
  private static final Labels UP = Labels.of("__name__", "up");
  private static final long FIRST = 1L << 35;
  private static final long LAST = (1L << 42) - 1;

  @Test
  void readsEveryTimestampOfSixBytesAndEveryValue() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      long timestamp = i < 2 ? (i == 0 ? FIRST : LAST) : random.nextLong(FIRST, LAST);
      long value = Double.doubleToRawLongBits(random.nextLong());
      assertThat(read(timestamp, Double.longBitsToDouble(value))).isEqualTo(17);
    }
    read(FIRST, StaleMarker.VALUE);
    read(FIRST, -0.0);
    read(FIRST, 0);
  }

  /** Checks what is read, and tells the size of the sample. */
  private static int read(long timestamp, double value) {
    byte[] sample = sample(timestamp, value);
    int size = UsualSample.size(sample, 0, sample.length);
    assertThat(size).isEqualTo(sample.length);
    assertThat(UsualSample.timestamp(sample, size)).isEqualTo(timestamp);
    assertThat(Double.doubleToRawLongBits(UsualSample.value(sample, size, size)))
        .isEqualTo(Double.doubleToRawLongBits(value));
    return size;
  }

  @Test
  void aZeroThatIsLeftOutIsZero() {
    byte[] sample = {7, 0x10, -1, -1, -1, -1, -1, 0x7F};
    assertThat(UsualSample.size(sample, 0, 8)).isEqualTo(8);
    assertThat(UsualSample.timestamp(sample, 8)).isEqualTo(LAST);
    assertThat(Double.doubleToRawLongBits(UsualSample.value(sample, 8, 8))).isZero();
  }

  @Test
  void leavesAllOthersToTheGeneralScan() {
    for (long timestamp : new long[] {0, 1000, FIRST - 1, LAST + 1, Long.MAX_VALUE, -1}) {
      byte[] sample = sample(timestamp, 1.5);
      assertThat(UsualSample.size(sample, 0, sample.length)).isZero();
    }
    byte[] timestampFirst = new byte[17];
    byte[] usual = sample(FIRST, 1.5);
    timestampFirst[0] = usual[0];
    System.arraycopy(usual, 10, timestampFirst, 1, 7);
    System.arraycopy(usual, 1, timestampFirst, 8, 9);
    assertThat(UsualSample.size(timestampFirst, 0, 17)).isZero();
    byte[] otherField = usual.clone();
    otherField[1] = 3 << 3 | 1;
    assertThat(UsualSample.size(otherField, 0, 17)).isZero();
  }

  @Test
  void neverReadsBeyondTheLimit() {
    byte[] usual = sample(FIRST, 1.5);
    for (int limit = 0; limit < usual.length; limit++) {
      assertThat(UsualSample.size(usual, 0, limit)).isZero();
      assertThat(UsualSample.size(Arrays.copyOf(usual, limit), 0, limit)).isZero();
    }
  }

  @Test
  void theDecoderReadsBothKindsInOneSeries() {
    byte[] bytes = new WriteRequestBytes().series(UP, FIRST, 1, 5, 2, LAST, 0).toByteArray();
    DecodedRequest request =
        RequestDecoder.decode(bytes, bytes.length, 10, KnownSeries.none(1).walk());
    assertThat(Arrays.copyOf(request.timestamps(), request.samples()))
        .containsExactly(FIRST, 5, LAST);
    assertThat(Arrays.copyOf(request.values(), request.samples())).containsExactly(1, 2, 0);
  }

  /** From the length on, as it stands behind the tag of a sample. */
  private static byte[] sample(long timestamp, double value) {
    byte[] bytes = new WriteRequestBytes().sample(timestamp, value).toByteArray();
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }
}
