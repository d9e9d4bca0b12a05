package io.barograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleBufferTest {
  @Test
  void keepsOrderWhileItGrowsAndWraps() {
    SampleBuffer buffer = new SampleBuffer(5000);
    long next = 0;
    long expected = 0;
    for (int round = 0; round < 50; round++) {
      for (int i = 0; i < 700; i++) {
        buffer.append((int) next, next, next);
        next++;
      }
      PendingBatch batch = buffer.take(round, 650);
      for (int i = 0; i < batch.size(); i++) {
        assertThat(batch.timestamps()[i]).isEqualTo(expected);
        assertThat(batch.series()[i]).isEqualTo((int) expected);
        assertThat(batch.values()[i]).isEqualTo((double) expected);
        expected++;
      }
    }
    assertThat(buffer.size()).isEqualTo(50 * 50);
    assertThat(buffer.dropped()).isZero();
  }

  @Test
  void dropsTheOldestWhenFull() {
    SampleBuffer buffer = new SampleBuffer(3);
    for (int i = 0; i < 10; i++) {
      buffer.append(i, i, i);
    }
    assertThat(buffer.dropped()).isEqualTo(7);
    assertThat(buffer.take(1, 100).series()).containsExactly(7, 8, 9);
    assertThat(buffer.take(2, 100).size()).isZero();
  }
}
