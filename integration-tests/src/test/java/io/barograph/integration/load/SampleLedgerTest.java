package io.barograph.integration.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.Series;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A comparer that finds nothing wrong must be one that would. */
final class SampleLedgerTest {
  private final LoadSeries load = new LoadSeries("load", 2, 1_000_000, 10);
  private final SampleLedger ledger = new SampleLedger(load);

  @BeforeEach
  void threeTicksOfWhichTwoAreAcknowledged() {
    for (int tick = 0; tick < 3; tick++) {
      ledger.sent(1, tick);
    }
    ledger.acknowledged(1, 0);
    ledger.acknowledged(1, 2);
  }

  @Test
  void acknowledgedSamplesSufficeAndOthersThatWereSentMayBeThere() {
    assertThat(ledger.violations(List.of(series(1, 0, 2)))).isEmpty();
    assertThat(ledger.violations(List.of(series(1, 0, 1, 2)))).isEmpty();
  }

  @Test
  void findsALostSample() {
    assertThat(ledger.violations(List.of(series(1, 0, 1))))
        .singleElement()
        .asString()
        .contains("lost 1 of 2");
    assertThat(ledger.violations(List.of())).singleElement().asString().contains("is missing");
  }

  @Test
  void findsASampleTwice() {
    assertThat(ledger.violations(List.of(series(1, 0, 0, 2))))
        .singleElement()
        .asString()
        .contains("two samples at 1000000");
    assertThat(ledger.violations(List.of(series(1, 0, 2), series(1, 0, 2))))
        .singleElement()
        .asString()
        .contains("came twice");
  }

  @Test
  void findsASampleNeverSent() {
    assertThat(ledger.violations(List.of(series(1, 0, 2, 3), series(0, 0)))).hasSize(2);
  }

  @Test
  void findsAnotherValue() {
    Series read = series(1, 0, 2);
    read.values()[1] = Math.nextUp(read.values()[1]);

    assertThat(ledger.violations(List.of(read))).singleElement().asString().contains("sent was");
  }

  private Series series(int number, int... ticks) {
    long[] timestamps = new long[ticks.length];
    double[] values = new double[ticks.length];
    for (int i = 0; i < ticks.length; i++) {
      timestamps[i] = load.timestamp(ticks[i]);
      values[i] = load.value(number, ticks[i]);
    }
    return new Series(load.labels(number), timestamps, values, ticks.length);
  }
}
