package io.barograph.benchmarks.block;

import io.barograph.benchmarks.dataset.CapturedDataSet;
import io.barograph.benchmarks.dataset.CapturedSeries;
import java.io.IOException;
import java.util.Random;

/** What the values of the codec's benchmarks are like. */
public enum SampleShape {
  /** The first series of the captured hour that lasted it out. */
  CAPTURED,
  COUNTER,
  DECIMAL_GAUGE,
  CONSTANT,
  RANDOM;

  /** The values of {@code series} series, one after the other; the same at each call. */
  public double[][] values(int series, int scrapes) throws IOException {
    double[][] values = new double[series][scrapes];
    if (this == CAPTURED) {
      capture(values, scrapes);
      return values;
    }
    Random random = new Random(5);
    for (double[] run : values) {
      long count = random.nextInt(1_000_000);
      for (int i = 0; i < scrapes; i++) {
        count += random.nextInt(200);
        run[i] =
            switch (this) {
              case COUNTER -> count;
              case DECIMAL_GAUGE -> (5_000 + random.nextInt(1_000)) / 100.0;
              case CONSTANT -> 1;
              default -> random.nextDouble();
            };
      }
    }
    return values;
  }

  private static void capture(double[][] values, int scrapes) throws IOException {
    int taken = 0;
    for (CapturedSeries series : CapturedDataSet.load().series()) {
      if (taken < values.length && series.values().length >= scrapes) {
        System.arraycopy(series.values(), 0, values[taken++], 0, scrapes);
      }
    }
  }
}
