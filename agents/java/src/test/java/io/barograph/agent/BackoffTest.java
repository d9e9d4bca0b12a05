package io.barograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesUpToTheLongestWithARandomHalf() {
    Backoff backoff =
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), new SplittableRandom(1));
    long step = 100;
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.next().toMillis()).isBetween(step / 2, step);
      step = Math.min(30_000, step * 2);
    }
    backoff.reset();
    assertThat(backoff.next().toMillis()).isBetween(50L, 100L);
  }
}
