package io.barograph.timescale.block;

/**
 * The width at which some numbers take least, those that are longer patched in afterwards. Most
 * candidates are worse than the best one so far, so the lengths are only added up first: no width
 * takes fewer bits than the numbers have. Reused; not thread-safe.
 */
final class WidthChoice {
  /** After so many numbers it is seen whether there are too many bits already. */
  private static final int STRIDE = 64;

  /**
   * How many numbers have a length. Every fourth number is counted in a table of its own and the
   * tables are added up: of neighbours of one length, each would wait for the one before.
   */
  private final int[] lengths = new int[65];

  private final int[] secondLengths = new int[65];
  private final int[] thirdLengths = new int[65];
  private final int[] fourthLengths = new int[65];

  private int width;
  private int patches;
  private long cost;

  /**
   * Looks for a width.
   *
   * @param any all numbers, ored
   * @param shift how many bits are taken off each number, being zero in all of them
   * @param limit the most bits that are acceptable
   * @return whether there is an acceptable one
   */
  boolean choose(long[] numbers, int count, long any, int shift, long limit) {
    if (exceeds(numbers, count, (long) shift * count + limit)) {
      return false;
    }
    int longest = bitLength(any);
    countLengths(numbers, count, longest);
    cost = limit + 1;
    int longer = 0;
    for (int length = longest; length >= 0; length--) {
      int ofThisLength = lengths[length];
      if (ofThisLength > 0 || length == 0) {
        consider(length, longest, longer, count, shift);
      }
      longer += ofThisLength;
    }
    return cost <= limit;
  }

  private static boolean exceeds(long[] numbers, int count, long limit) {
    long bits = 0;
    for (int from = 0; from < count; from += STRIDE) {
      int end = Math.min(count, from + STRIDE);
      int zeros = 0;
      for (int i = from; i < end; i++) {
        zeros += Long.numberOfLeadingZeros(numbers[i]);
      }
      bits += 64L * (end - from) - zeros;
      if (bits > limit) {
        return true;
      }
    }
    return false;
  }

  private void countLengths(long[] numbers, int count, int longest) {
    for (int length = 0; length <= longest; length++) {
      lengths[length] = 0;
      secondLengths[length] = 0;
      thirdLengths[length] = 0;
      fourthLengths[length] = 0;
    }
    int i = 0;
    for (; i + 3 < count; i += 4) {
      lengths[bitLength(numbers[i])]++;
      secondLengths[bitLength(numbers[i + 1])]++;
      thirdLengths[bitLength(numbers[i + 2])]++;
      fourthLengths[bitLength(numbers[i + 3])]++;
    }
    for (; i < count; i++) {
      lengths[bitLength(numbers[i])]++;
    }
    for (int length = 0; length <= longest; length++) {
      lengths[length] += secondLengths[length] + thirdLengths[length] + fourthLengths[length];
    }
  }

  /** A patch costs a byte for its place and its high bits in sevens. */
  private void consider(int length, int longest, int longer, int count, int shift) {
    int candidate = Math.max(0, length - shift);
    long bits = (long) count * candidate;
    for (int more = length + 1; more <= longest && bits < cost; more++) {
      int patch = Math.max(more - shift - candidate, 0);
      bits += lengths[more] * (8L + 8L * ((patch + 6) / 7));
    }
    if (bits < cost) {
      cost = bits;
      width = candidate;
      patches = longer;
    }
  }

  /** Of the numbers less the shift. */
  int width() {
    return width;
  }

  /** How many numbers are longer. */
  int patches() {
    return patches;
  }

  /** In bits, an estimate: patches are written in whole bytes. */
  long cost() {
    return cost;
  }

  static int bitLength(long value) {
    return 64 - Long.numberOfLeadingZeros(value);
  }
}
