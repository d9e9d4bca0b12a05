package io.barograph.timescale.block;

import static io.barograph.timescale.block.IntegerRunEncoder.DELTA;
import static io.barograph.timescale.block.IntegerRunEncoder.DELTA_OF_DELTA;
import static io.barograph.timescale.block.IntegerRunEncoder.LINEAR;
import static io.barograph.timescale.block.IntegerRunEncoder.NONE;
import static io.barograph.timescale.block.IntegerRunEncoder.PATCHED;
import static io.barograph.timescale.block.IntegerRunEncoder.PREDICTOR;
import static io.barograph.timescale.block.IntegerRunEncoder.SHIFTED;
import static io.barograph.timescale.block.IntegerRunEncoder.ZIGZAG;

/** Reads what {@link IntegerRunEncoder} wrote. */
final class IntegerRunDecoder {
  private IntegerRunDecoder() {}

  /** Fills {@code into[0]} to {@code into[count - 1]}. */
  static void decode(PayloadReader in, int count, long[] into) {
    int head = in.readByte();
    if (head > (PREDICTOR | PATCHED | ZIGZAG | SHIFTED)) {
      throw in.malformed("integer run of unknown kind %#x".formatted(head));
    }
    int predictor = head & PREDICTOR;
    int seeds = predictor == DELTA ? 1 : predictor == DELTA_OF_DELTA ? 2 : 0;
    int width = in.readByte();
    int shift = (head & SHIFTED) != 0 ? in.readByte() : 0;
    if (width > 64 || shift > 63 || seeds > count) {
      throw in.malformed("integer run of %d numbers, %d bits each".formatted(count, width));
    }
    long first = predictor == NONE ? 0 : in.readZigzag();
    long second = predictor == DELTA_OF_DELTA ? in.readZigzag() : 0;
    long base = (head & ZIGZAG) == 0 ? in.readZigzag() : 0;
    in.readPacked(into, seeds, count - seeds, width);
    if ((head & PATCHED) != 0) {
      patch(in, into, seeds, count, width);
    }
    if ((head & ZIGZAG) != 0) {
      for (int i = seeds; i < count; i++) {
        into[i] = Zigzag.decode(into[i]);
      }
    }
    if (shift > 0) {
      for (int i = seeds; i < count; i++) {
        into[i] <<= shift;
      }
    }
    undoPrediction(predictor, first, second, base, into, count);
  }

  private static void patch(PayloadReader in, long[] into, int seeds, int count, int width) {
    if (width == 64) {
      throw in.malformed("patches to numbers of 64 bits");
    }
    int patches = in.readCount(1, count - seeds, "number of patches");
    int at = seeds;
    for (int i = 0; i < patches; i++) {
      at += in.readCount(0, count - 1 - at, "gap to the next patch");
      into[at++] |= in.readVarint() << width;
    }
  }

  private static void undoPrediction(
      int predictor, long first, long second, long base, long[] into, int count) {
    switch (predictor) {
      case DELTA -> {
        long value = first;
        into[0] = value;
        for (int i = 1; i < count; i++) {
          value += into[i] + base;
          into[i] = value;
        }
      }
      case DELTA_OF_DELTA -> {
        long value = first + second;
        long delta = second;
        into[0] = first;
        into[1] = value;
        for (int i = 2; i < count; i++) {
          delta += into[i] + base;
          value += delta;
          into[i] = value;
        }
      }
      case LINEAR -> {
        long expected = base;
        for (int i = 0; i < count; i++) {
          into[i] += expected;
          expected += first;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          into[i] += base;
        }
      }
    }
  }
}
