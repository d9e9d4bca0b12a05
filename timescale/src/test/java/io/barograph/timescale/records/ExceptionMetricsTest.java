package io.barograph.timescale.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ExceptionMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.EPOCH;
  private final ExceptionMetrics metrics = new ExceptionMetrics(registry, () -> now);

  private double exceptions(String bucket, String job) {
    return registry
        .get("barograph.exceptions")
        .tags("bucket", bucket, "job", job)
        .functionCounter()
        .count();
  }

  private double groups(String job, String state) {
    return registry
        .get("barograph.exception.groups")
        .tags("bucket", "team", "job", job, "state", state)
        .functionCounter()
        .count();
  }

  @Test
  void countersStandAtZeroBeforeTheyTell() {
    metrics.count(new AddedExceptions("team", "shop", 3, 1, 0));
    assertThat(exceptions("team", "shop")).isZero();

    now = now.plus(ExceptionMetrics.AT_ZERO);
    assertThat(exceptions("team", "shop")).isEqualTo(3);
    metrics.count(new AddedExceptions("team", "shop", 1, 0, 1));
    assertThat(exceptions("team", "shop")).isEqualTo(4);
    assertThat(groups("shop", "new")).isEqualTo(1);
    assertThat(groups("shop", "reopened")).isEqualTo(1);
  }

  @Test
  void servicesBeyondTheLimitAreCountedTogether() {
    for (int i = 0; i < ExceptionMetrics.MOST_SERVICES + 50; i++) {
      metrics.count(new AddedExceptions("team", "job-" + i, 1, 1, 0));
    }
    metrics.count(new AddedExceptions("team", "job-0", 1, 0, 0));
    now = now.plus(ExceptionMetrics.AT_ZERO);
    assertThat(exceptions("", "other")).isEqualTo(50);
    assertThat(exceptions("team", "job-0")).isEqualTo(2);
    assertThat(registry.getMeters()).hasSize(3 * (ExceptionMetrics.MOST_SERVICES + 1));
  }
}
