package io.barograph.timescale.block;

/**
 * Writes a run of integers: predicted from what came before, and what the prediction misses packed
 * into as few bits as pay, the rare large miss patched in afterwards. All arithmetic wraps, so any
 * 64-bit numbers go through. Layout: {@code docs/block-format.md}, "Integer run".
 */
final class IntegerRunEncoder {
  static final int PREDICTOR = 0x03;
  static final int PATCHED = 0x04;
  static final int ZIGZAG = 0x08;
  static final int SHIFTED = 0x10;

  /** What {@link #PREDICTOR} holds. */
  static final int NONE = 0;

  static final int DELTA = 1;
  static final int DELTA_OF_DELTA = 2;
  static final int LINEAR = 3;

  /** More than any run costs, and far from wrapping. */
  private static final long UNKNOWN_COST = 1L << 60;

  private final WidthChoice choice = new WidthChoice();
  private long[] misses = new long[0];

  /** What would be packed: distances from the least miss, or zigzag numbers. */
  private long[] candidate = new long[0];

  /** The candidate that takes least so far, and how it came about. */
  private long[] best = new long[0];

  private int bestPredictor;
  private boolean bestZigzag;
  private long bestBase;
  private int bestShift;
  private int bestWidth;
  private int bestPatches;
  private long bestCost;

  /**
   * Writes {@code values[from]} to {@code values[from + count - 1]}; {@code count} is at least 1.
   */
  void encode(long[] values, int from, int count, PayloadWriter out) {
    encode(values, from, count, true, out);
  }

  /**
   * The same; numbers {@code inOrder} follow from one another, so that predicting one from the last
   * may pay. Otherwise, as with values of many series at one time, that is not tried.
   */
  void encode(long[] values, int from, int count, boolean inOrder, PayloadWriter out) {
    if (misses.length < count) {
      misses = new long[count];
      candidate = new long[count];
      best = new long[count];
    }
    bestCost = UNKNOWN_COST;
    if (inOrder && count > 2) {
      // The most likely first: what is clearly worse is then seen at a glance.
      consider(DELTA, values, from, count);
      consider(NONE, values, from, count);
      consider(DELTA_OF_DELTA, values, from, count);
      consider(LINEAR, values, from, count);
    } else {
      consider(NONE, values, from, count);
    }
    write(values, from, count, out);
  }

  private void consider(int predictor, long[] values, int from, int count) {
    int missed = predict(predictor, values, from, count);
    long base = minimum(misses, missed);
    considerDistances(predictor, base, missed);
    if (base < 0) {
      // Otherwise a zigzag number is longer than the distance by a bit at least.
      considerZigzag(predictor, missed);
    }
  }

  private void considerDistances(int predictor, long base, int missed) {
    long any = 0;
    for (int i = 0; i < missed; i++) {
      long distance = misses[i] - base;
      candidate[i] = distance;
      any |= distance;
    }
    choose(predictor, false, base, missed, any, commonZeros(any));
  }

  private void considerZigzag(int predictor, int missed) {
    long any = 0;
    long anyMiss = 0;
    for (int i = 0; i < missed; i++) {
      long miss = misses[i];
      long zigzag = Zigzag.encode(miss);
      candidate[i] = zigzag;
      any |= zigzag;
      anyMiss |= miss;
    }
    choose(predictor, true, 0, missed, any, commonZeros(anyMiss));
  }

  private static int commonZeros(long any) {
    return any == 0 ? 0 : Long.numberOfTrailingZeros(any);
  }

  /** Of two that take the same the simpler predictor wins, then distances. */
  private void choose(int predictor, boolean zigzag, long base, int missed, long any, int shift) {
    long first = 16L * predictor;
    boolean simpler = predictor < bestPredictor;
    long limit = bestCost - first - (simpler ? 0 : 1);
    if (choice.choose(candidate, missed, any, shift, limit)) {
      bestCost = choice.cost() + first;
      bestPredictor = predictor;
      bestZigzag = zigzag;
      bestBase = base;
      bestShift = shift;
      bestWidth = choice.width();
      bestPatches = choice.patches();
      long[] swap = best;
      best = candidate;
      candidate = swap;
    }
  }

  private void write(long[] values, int from, int count, PayloadWriter out) {
    int head = bestPredictor;
    head |= bestPatches > 0 ? PATCHED : 0;
    head |= bestZigzag ? ZIGZAG : 0;
    head |= bestShift > 0 ? SHIFTED : 0;
    out.putByte(head);
    out.putByte(bestWidth);
    if (bestShift > 0) {
      out.putByte(bestShift);
    }
    int missed = count;
    switch (bestPredictor) {
      case DELTA -> {
        out.putZigzag(values[from]);
        missed -= 1;
      }
      case DELTA_OF_DELTA -> {
        out.putZigzag(values[from]);
        out.putZigzag(values[from + 1] - values[from]);
        missed -= 2;
      }
      case LINEAR -> out.putZigzag(slope(values, from, count));
      default -> {}
    }
    if (!bestZigzag) {
      out.putZigzag(bestBase);
    }
    if (bestShift > 0) {
      // A zigzag number ends in ones where the miss ends in zeros and is negative; they go, too.
      for (int i = 0; i < missed; i++) {
        best[i] >>>= bestShift;
      }
    }
    out.putPacked(best, missed, bestWidth);
    if (bestPatches > 0) {
      writePatches(missed, out);
    }
  }

  private void writePatches(int missed, PayloadWriter out) {
    out.putVarint(bestPatches);
    int next = 0;
    for (int i = 0; i < missed; i++) {
      // A run with patches is narrower than 64 bits.
      long high = best[i] >>> bestWidth;
      if (high != 0) {
        out.putVarint(i - next);
        out.putVarint(high);
        next = i + 1;
      }
    }
  }

  /** Fills {@link #misses}; the answer is how many there are. */
  private int predict(int predictor, long[] values, int from, int count) {
    switch (predictor) {
      case NONE -> System.arraycopy(values, from, misses, 0, count);
      case DELTA -> {
        for (int i = 1; i < count; i++) {
          misses[i - 1] = values[from + i] - values[from + i - 1];
        }
        return count - 1;
      }
      case DELTA_OF_DELTA -> {
        for (int i = 2; i < count; i++) {
          int at = from + i;
          misses[i - 2] = values[at] - 2 * values[at - 1] + values[at - 2];
        }
        return count - 2;
      }
      default -> {
        long slope = slope(values, from, count);
        for (int i = 0; i < count; i++) {
          misses[i] = values[from + i] - slope * i;
        }
      }
    }
    return count;
  }

  private static long slope(long[] values, int from, int count) {
    return (values[from + count - 1] - values[from]) / (count - 1);
  }

  /** Four at a time, since each comparison waits for the one before. */
  private static long minimum(long[] numbers, int count) {
    long first = numbers[0];
    long second = first;
    long third = first;
    long fourth = first;
    int i = 1;
    for (; i + 3 < count; i += 4) {
      first = Math.min(first, numbers[i]);
      second = Math.min(second, numbers[i + 1]);
      third = Math.min(third, numbers[i + 2]);
      fourth = Math.min(fourth, numbers[i + 3]);
    }
    for (; i < count; i++) {
      first = Math.min(first, numbers[i]);
    }
    return Math.min(Math.min(first, second), Math.min(third, fourth));
  }
}
