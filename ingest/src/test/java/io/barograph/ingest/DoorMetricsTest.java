package io.barograph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.RejectReason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DoorMetricsTest {
  @Test
  void accountsForEverySampleByDoorAndReason() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    DoorMetrics metrics = new DoorMetrics(registry, "remote_write");
    RefusalSummary refusals = new RefusalSummary();
    refusals.add(RejectReason.INVALID_LABEL, 3, 0, () -> "bad");
    metrics.received(10);
    metrics.accepted(6);
    metrics.turnedAway(1);
    metrics.refused(refusals);
    metrics.batch(DoorMetrics.Outcome.REFUSED, Duration.ofMillis(5));
    assertThat(count(registry, "barograph.ingest.samples.received")).isEqualTo(10);
    assertThat(count(registry, "barograph.ingest.samples.accepted")).isEqualTo(6);
    assertThat(count(registry, "barograph.ingest.samples.turned.away")).isEqualTo(1);
    assertThat(
            registry
                .get("barograph.ingest.samples.refused")
                .tags("door", "remote_write", "reason", "invalid_label")
                .counter()
                .count())
        .isEqualTo(3);
    assertThat(registry.get("barograph.ingest.batch").tag("outcome", "refused").timer().count())
        .isEqualTo(1);
  }

  private static double count(SimpleMeterRegistry registry, String name) {
    return registry.get(name).tag("door", "remote_write").counter().count();
  }
}
