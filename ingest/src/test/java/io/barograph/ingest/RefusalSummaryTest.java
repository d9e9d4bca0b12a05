package io.barograph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.RejectReason;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RefusalSummaryTest {
  private final RefusalSummary summary = new RefusalSummary();

  @Test
  void countsByReasonAndKeepsTheFirstMessage() {
    summary.add(RejectReason.TIMESTAMP_TOO_OLD, 2, 7, () -> "first");
    summary.add(RejectReason.TIMESTAMP_TOO_OLD, 1, 7, () -> "second");
    summary.add(RejectReason.INVALID_LABEL, 1, 3, () -> "bad label");
    assertThat(summary.samples()).isEqualTo(4);
    assertThat(summary.refusals())
        .containsExactly(
            new RefusalSummary.Refusal(RejectReason.INVALID_LABEL, 1, List.of(3), "bad label"),
            new RefusalSummary.Refusal(RejectReason.TIMESTAMP_TOO_OLD, 3, List.of(7), "first"));
    assertThat(summary)
        .hasToString(
            "1 sample refused, invalid_label: bad label\n"
                + "3 samples refused, timestamp_too_old: first\n");
  }

  @Test
  void staysSmallHoweverMuchIsRefused() {
    AtomicInteger messages = new AtomicInteger();
    for (int i = 0; i < 1_000_000; i++) {
      summary.add(
          RejectReason.TOO_MANY_SERIES, 1, i, () -> "message " + messages.incrementAndGet());
    }
    assertThat(messages).hasValue(1);
    assertThat(summary.refusals().getFirst().series())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(summary.samples()).isEqualTo(1_000_000);
  }

  @Test
  void isEmptyUntilSomethingIsRefused() {
    assertThat(summary.isEmpty()).isTrue();
    summary.add(RejectReason.UNDEFINED_SERIES, 0, 1, () -> "only a definition");
    assertThat(summary.isEmpty()).isFalse();
  }
}
