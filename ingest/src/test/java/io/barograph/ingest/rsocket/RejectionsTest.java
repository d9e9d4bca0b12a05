package io.barograph.ingest.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import org.junit.jupiter.api.Test;

class RejectionsTest {
  private final Rejections rejections = new Rejections();

  @Test
  void sameSentenceIsKeptOnce() {
    int first = rejections.number(new Rejection(RejectReason.TOO_MANY_SERIES, "full"));
    int second = rejections.number(new Rejection(RejectReason.TOO_MANY_SERIES, "full"));
    assertThat(second).isEqualTo(first);
    assertThat(rejections.get(first).message()).isEqualTo("full");
  }

  @Test
  void oneStandsForAllBeyondTheBound() {
    int last = 0;
    for (int i = 0; i < 5000; i++) {
      last = rejections.number(new Rejection(RejectReason.INVALID_LABEL, "label " + i));
    }
    assertThat(last).isEqualTo(1000);
    assertThat(rejections.get(last).reason()).isEqualTo(RejectReason.INVALID_LABEL);
    assertThat(rejections.get(last).message()).contains("one of many").contains("label 1000");
    assertThat(rejections.get(7).message()).isEqualTo("label 7");
  }
}
