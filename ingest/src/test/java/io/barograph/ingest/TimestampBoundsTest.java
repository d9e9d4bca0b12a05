package io.barograph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.RejectReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimestampBoundsTest {
  private static final long NOW = 1_790_000_000_000L;
  private static final TimestampBounds BOUNDS =
      TimestampBounds.around(NOW, Duration.ofDays(15), Duration.ofMinutes(10));

  @Test
  void bothBoundsAreInside() {
    assertThat(BOUNDS.contains(NOW - Duration.ofDays(15).toMillis())).isTrue();
    assertThat(BOUNDS.contains(NOW - Duration.ofDays(15).toMillis() - 1)).isFalse();
    assertThat(BOUNDS.contains(NOW + 600_000)).isTrue();
    assertThat(BOUNDS.contains(NOW + 600_001)).isFalse();
  }

  @Test
  void extremesAreOutside() {
    assertThat(BOUNDS.contains(Long.MIN_VALUE)).isFalse();
    assertThat(BOUNDS.contains(Long.MAX_VALUE)).isFalse();
    assertThat(BOUNDS.contains(0)).isFalse();
  }

  @Test
  void endlessRetentionTakesAllThatIsPast() {
    TimestampBounds endless =
        TimestampBounds.around(NOW, Duration.ofSeconds(Long.MAX_VALUE), Duration.ofMinutes(10));
    assertThat(endless.contains(0)).isTrue();
    assertThat(endless.contains(-NOW)).isTrue();
    assertThat(endless.contains(NOW + 600_001)).isFalse();
  }

  @Test
  void endlessFutureDoesNotWrapAround() {
    TimestampBounds endless =
        TimestampBounds.around(NOW, Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(endless.contains(Long.MAX_VALUE)).isTrue();
    assertThat(endless.contains(NOW - 1)).isFalse();
  }

  @Test
  void aClockBeforeTheEpochDoesNotWrapAround() {
    TimestampBounds bounds =
        TimestampBounds.around(Long.MIN_VALUE + 1, Duration.ofDays(1), Duration.ZERO);
    assertThat(bounds.earliest()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void messagesNameTheTimestampTheBoundAndTheWayOut() {
    assertThat(BOUNDS.rejection(0).reason()).isEqualTo(RejectReason.TIMESTAMP_TOO_OLD);
    assertThat(BOUNDS.rejection(0).message())
        .startsWith("timestamp 0 (1970-01-01T00:00:00Z) is older than retention, which begins at ")
        .endsWith("; send samples sooner or retain them longer");
    assertThat(BOUNDS.rejection(Long.MAX_VALUE).reason())
        .isEqualTo(RejectReason.TIMESTAMP_TOO_FAR_IN_FUTURE);
    assertThat(BOUNDS.rejection(Long.MIN_VALUE).message()).contains("-292275055-05-16");
  }
}
