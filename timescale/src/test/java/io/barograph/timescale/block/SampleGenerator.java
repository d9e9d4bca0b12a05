package io.barograph.timescale.block;

import io.barograph.model.StaleMarker;
import java.util.Random;

/** Runs of timestamps and values in every shape that real and hostile senders come up with. */
final class SampleGenerator {
  private static final long T0 = 1_795_000_000_000L;

  private static final long[] SPECIAL_BITS = {
    StaleMarker.BITS,
    Double.doubleToRawLongBits(Double.NaN),
    0x7ff0000000000001L, // signalling
    0xfff8000000000000L,
    -1L,
    Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
    Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
    Double.doubleToRawLongBits(-0.0),
    0L,
    1L, // the smallest subnormal
    0x000fffffffffffffL,
    0x8000000000000001L,
    Double.doubleToRawLongBits(Double.MIN_NORMAL),
    Double.doubleToRawLongBits(Double.MAX_VALUE),
    Double.doubleToRawLongBits(-Double.MAX_VALUE),
    Double.doubleToRawLongBits(0x1p53),
    Double.doubleToRawLongBits(0x1p53 + 2),
    Double.doubleToRawLongBits(-0x1p53),
    Double.doubleToRawLongBits(0x1p63),
    Double.doubleToRawLongBits(1e22),
    Double.doubleToRawLongBits(1e-22),
    Double.doubleToRawLongBits(123456789.125e-9),
  };

  private final Random random;

  SampleGenerator(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** Strictly ascending. */
  long[] timestamps(int count) {
    long[] times = new long[count];
    int shape = random.nextInt(6);
    long step = shape == 5 ? 1L + random.nextInt(1 << 30) : 10_000;
    long time = shape == 4 ? -random.nextLong(1L << 55) : T0 + random.nextInt(10_000);
    for (int i = 0; i < count; i++) {
      times[i] = time + (shape == 1 ? random.nextInt(20) : 0);
      time += shape == 2 ? 1 + random.nextInt(100_000) : step;
      if (shape == 3 && random.nextInt(20) == 0) {
        time += step * random.nextInt(50);
      }
    }
    return times;
  }

  double[] values(int count) {
    double[] values = new double[count];
    int shape = random.nextInt(10);
    double divisor = Math.pow(10, random.nextInt(12));
    long mantissa = random.nextInt(1_000_000);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      mantissa += random.nextInt(1 << (1 + random.nextInt(12)));
      sum += random.nextInt(1_000_000) / 1e9;
      values[i] =
          switch (shape) {
            case 0 -> mantissa;
            case 1 -> mantissa / divisor;
            case 2 -> sum;
            case 3 -> random.nextGaussian();
            case 4 -> Double.longBitsToDouble(random.nextLong());
            case 5 -> 42;
            case 6 -> special();
            case 7 -> (float) random.nextDouble();
            case 8 -> (random.nextInt(100) - 50) * 4096.0;
            default -> random.nextInt(10) == 0 ? Double.NaN : random.nextInt(5) / 10.0;
          };
    }
    int specials = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
    for (int i = 0; i < specials; i++) {
      values[random.nextInt(count)] = special();
    }
    return values;
  }

  private double special() {
    return Double.longBitsToDouble(SPECIAL_BITS[random.nextInt(SPECIAL_BITS.length)]);
  }
}
