package io.barograph.promql.step;

/**
 * An average that stays finite when the sum would not: it sums as long as it can and then goes on
 * with a running mean.
 */
public final class Mean {
  private final KahanSum sum = new KahanSum();
  private long count;
  private boolean running;

  public void clear() {
    sum.start(0, 0);
    count = 0;
    running = false;
  }

  public void add(double value) {
    count++;
    if (!running) {
      double total = sum.rough() + value;
      // The first value is taken as it is, even an infinite one: there is no mean to run yet.
      if (count == 1 || !Double.isInfinite(total)) {
        sum.add(value);
        return;
      }
      running = true;
      sum.start(sum.rough() / (count - 1), sum.compensation() / (count - 1));
    }
    double share = (count - 1) / (double) count;
    sum.start(share * sum.rough(), share * sum.compensation());
    sum.add(value / count);
  }

  public double value() {
    return running ? sum.value() : sum.rough() / count + sum.compensation() / count;
  }
}
