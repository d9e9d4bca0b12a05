package io.barograph.integration.load;

import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which samples of a load were sent and which of them were acknowledged. What is read back must
 * hold every acknowledged sample exactly once, and nothing that was never sent.
 */
public final class SampleLedger {
  private static final int VIOLATIONS_TOLD = 20;

  private final LoadSeries load;
  private final BitSet[] sent;
  private final BitSet[] acknowledged;

  public SampleLedger(LoadSeries load) {
    this.load = load;
    this.sent = new BitSet[load.count()];
    this.acknowledged = new BitSet[load.count()];
    for (int i = 0; i < load.count(); i++) {
      sent[i] = new BitSet();
      acknowledged[i] = new BitSet();
    }
  }

  public LoadSeries load() {
    return load;
  }

  /** To be called before the first byte goes out. */
  public synchronized void sent(int series, int tick) {
    sent[series].set(tick);
  }

  public synchronized void acknowledged(int series, int tick) {
    acknowledged[series].set(tick);
  }

  /** How many samples were acknowledged so far. */
  public synchronized long acknowledgedCount() {
    long count = 0;
    for (BitSet ticks : acknowledged) {
      count += ticks.cardinality();
    }
    return count;
  }

  /** What is wrong with what was read, the first few in words; empty if nothing is. */
  public synchronized List<String> violations(Iterable<Series> read) {
    List<String> violations = new ArrayList<>();
    boolean[] seen = new boolean[load.count()];
    for (Series series : read) {
      int number = load.seriesOf(series.labels());
      if (seen[number]) {
        violations.add("series " + series.labels() + " came twice");
      }
      seen[number] = true;
      compare(number, series, violations);
    }
    for (int i = 0; i < load.count(); i++) {
      if (!seen[i] && !acknowledged[i].isEmpty()) {
        violations.add(
            "series %s is missing with %d acknowledged samples"
                .formatted(load.labels(i), acknowledged[i].cardinality()));
      }
    }
    return violations.size() <= VIOLATIONS_TOLD
        ? violations
        : violations.subList(0, VIOLATIONS_TOLD);
  }

  private void compare(int number, Series series, List<String> violations) {
    BitSet read = new BitSet();
    for (int i = 0; i < series.size(); i++) {
      long timestamp = series.timestamps()[i];
      int tick = load.tickOf(timestamp);
      if (tick < 0 || !sent[number].get(tick)) {
        violations.add("%s has a sample at %d never sent".formatted(series.labels(), timestamp));
      } else if (read.get(tick)) {
        violations.add("%s has two samples at %d".formatted(series.labels(), timestamp));
      } else if (!sameBits(series.values()[i], load.value(number, tick))) {
        violations.add(
            "%s has %s at %d, sent was %s"
                .formatted(
                    series.labels(), series.values()[i], timestamp, load.value(number, tick)));
      }
      if (tick >= 0) {
        read.set(tick);
      }
    }
    BitSet lost = (BitSet) acknowledged[number].clone();
    lost.andNot(read);
    if (!lost.isEmpty()) {
      violations.add(
          "%s lost %d of %d acknowledged samples, the first at %d"
              .formatted(
                  series.labels(),
                  lost.cardinality(),
                  acknowledged[number].cardinality(),
                  load.timestamp(lost.nextSetBit(0))));
    }
  }

  private static boolean sameBits(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }
}
