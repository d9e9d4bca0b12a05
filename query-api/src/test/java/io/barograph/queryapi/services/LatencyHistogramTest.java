package io.barograph.queryapi.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {
  private static final double[] BOUNDS = {0.01, 0.05, 0.1, 0.5, 1, 5, Double.POSITIVE_INFINITY};

  private static LatencyHistogram histogram(double... counts) {
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 0; i < counts.length; i++) {
      histogram.add(BOUNDS[BOUNDS.length - counts.length + i], counts[i]);
    }
    return histogram;
  }

  @Test
  void interpolatesWithinTheBucketOfTheRank() {
    // 100 requests, 90 up to 0.5 s, so the 95th is half way through those up to 1 s.
    assertThat(histogram(0, 0, 50, 90, 100, 100, 100).quantile(0.95))
        .contains(new Quantile(0.75, 0.5, 1));
    assertThat(histogram(10, 10, 10, 10, 10, 10, 10).quantile(0.5))
        .contains(new Quantile(0.005, 0, 0.01));
  }

  @Test
  void aboveTheHighestBoundOnlyThatBoundIsKnown() {
    assertThat(histogram(0, 0, 0, 0, 0, 0, 10).quantile(0.95))
        .contains(new Quantile(5, 5, Double.POSITIVE_INFINITY));
  }

  @Test
  void nothingIsKnownWithoutRequestsOrWithoutABucketForAll() {
    assertThat(histogram(0, 0, 0, 0, 0, 0, 0).quantile(0.95)).isEmpty();
    assertThat(histogram(10).quantile(0.95)).isEmpty();
    LatencyHistogram open = new LatencyHistogram();
    open.add(1, 5);
    open.add(2, 6);
    assertThat(open.quantile(0.95)).isEmpty();
    assertThat(new LatencyHistogram().quantile(0.95)).isEmpty();
  }

  @Test
  void aCountThatFallsBackIsRaised() {
    assertThat(histogram(0, 0, 50, 40, 100, 100, 100).quantile(0.95))
        .contains(new Quantile(0.5 + 0.5 * 0.9, 0.5, 1));
  }

  @Test
  void fourWorkersTogetherHaveTheQuantileOfAllTheirRequests() {
    Random random = new Random(20_261_123);
    for (int round = 0; round < 200; round++) {
      LatencyHistogram merged = new LatencyHistogram();
      double[] all = new double[4000];
      for (int i = 0; i < all.length; i++) {
        int worker = i % 4;
        all[i] = Math.exp(random.nextGaussian() - 3 + worker * 0.7);
        for (double bound : BOUNDS) {
          merged.add(bound, all[i] <= bound ? 1 : 0);
        }
      }
      Arrays.sort(all);
      for (double share : new double[] {0.5, 0.95, 0.99}) {
        double exact = all[(int) Math.ceil(share * all.length) - 1];
        Quantile quantile = merged.quantile(share).orElseThrow();
        assertThat(exact).isGreaterThan(quantile.lower()).isLessThanOrEqualTo(quantile.upper());
        assertThat(quantile.seconds()).isBetween(quantile.lower(), quantile.upper());
      }
    }
  }
}
