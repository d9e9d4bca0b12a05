package io.barograph.timescale.block;

import java.util.Arrays;

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

  /** How many misses have a length, as differences from the least and as zigzag numbers. */
  private final int[] lengths = new int[65];

  private final int[] zigzagLengths = new int[65];
  private long[] misses = new long[0];

  private int bestPredictor;
  private boolean bestZigzag;
  private int bestShift;
  private int bestWidth;
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
    }
    bestCost = Long.MAX_VALUE;
    consider(NONE, values, from, count);
    if (inOrder && count > 2) {
      for (int predictor = DELTA; predictor <= LINEAR && bestCost > 0; predictor++) {
        consider(predictor, values, from, count);
      }
    }
    write(values, from, count, out);
  }

  private void consider(int predictor, long[] values, int from, int count) {
    int missed = predict(predictor, values, from, count);
    long base = minimum(missed);
    Arrays.fill(lengths, 0);
    long any = 0;
    for (int i = 0; i < missed; i++) {
      long difference = misses[i] - base;
      any |= difference;
      lengths[bitLength(difference)]++;
    }
    chooseWidth(predictor, false, commonZeros(any), lengths, missed);
    if (base >= 0) {
      // A zigzag number is longer than the difference by a bit at least.
      return;
    }
    Arrays.fill(zigzagLengths, 0);
    any = 0;
    for (int i = 0; i < missed; i++) {
      any |= misses[i];
      zigzagLengths[bitLength(Zigzag.encode(misses[i]))]++;
    }
    chooseWidth(predictor, true, commonZeros(any), zigzagLengths, missed);
  }

  private static int commonZeros(long any) {
    return any == 0 ? 0 : Long.numberOfTrailingZeros(any);
  }

  /**
   * A patch costs a byte for its place and its high bits in sevens. Only widths that some miss
   * fills are worth a look. The shift takes its bits off every miss, since all have them in common.
   */
  private void chooseWidth(
      int predictor, boolean zigzag, int shift, int[] unshiftedLengths, int missed) {
    int longest = 64;
    while (longest > 0 && unshiftedLengths[longest] == 0) {
      longest--;
    }
    for (int length = longest; length >= 0; length--) {
      if (unshiftedLengths[length] == 0 && length > 0) {
        continue;
      }
      int width = Math.max(0, length - shift);
      long cost = (long) missed * width + 16L * predictor;
      for (int more = length + 1; more <= longest && cost < bestCost; more++) {
        int patch = Math.max(more - shift - width, 0);
        cost += unshiftedLengths[more] * (8L + 8L * ((patch + 6) / 7));
      }
      if (cost < bestCost) {
        bestCost = cost;
        bestPredictor = predictor;
        bestZigzag = zigzag;
        bestShift = shift;
        bestWidth = width;
      }
    }
  }

  private void write(long[] values, int from, int count, PayloadWriter out) {
    int missed = predict(bestPredictor, values, from, count);
    long base = bestZigzag ? 0 : minimum(missed);
    int patches = 0;
    for (int i = 0; i < missed; i++) {
      misses[i] =
          bestZigzag ? Zigzag.encode(misses[i] >> bestShift) : (misses[i] - base) >>> bestShift;
      if (bitLength(misses[i]) > bestWidth) {
        patches++;
      }
    }
    int head = bestPredictor;
    head |= patches > 0 ? PATCHED : 0;
    head |= bestZigzag ? ZIGZAG : 0;
    head |= bestShift > 0 ? SHIFTED : 0;
    out.putByte(head);
    out.putByte(bestWidth);
    if (bestShift > 0) {
      out.putByte(bestShift);
    }
    switch (bestPredictor) {
      case DELTA -> out.putZigzag(values[from]);
      case DELTA_OF_DELTA -> {
        out.putZigzag(values[from]);
        out.putZigzag(values[from + 1] - values[from]);
      }
      case LINEAR -> out.putZigzag(slope(values, from, count));
      default -> {}
    }
    if (!bestZigzag) {
      out.putZigzag(base);
    }
    out.putPacked(misses, missed, bestWidth);
    if (patches > 0) {
      writePatches(patches, missed, out);
    }
  }

  private void writePatches(int patches, int missed, PayloadWriter out) {
    out.putVarint(patches);
    int next = 0;
    for (int i = 0; i < missed; i++) {
      if (bitLength(misses[i]) > bestWidth) {
        out.putVarint(i - next);
        out.putVarint(misses[i] >>> bestWidth);
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
        long delta = values[from + 1] - values[from];
        for (int i = 2; i < count; i++) {
          long next = values[from + i] - values[from + i - 1];
          misses[i - 2] = next - delta;
          delta = next;
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

  private long minimum(int missed) {
    long min = misses[0];
    for (int i = 1; i < missed; i++) {
      min = Math.min(min, misses[i]);
    }
    return min;
  }

  private static int bitLength(long value) {
    return 64 - Long.numberOfLeadingZeros(value);
  }
}
