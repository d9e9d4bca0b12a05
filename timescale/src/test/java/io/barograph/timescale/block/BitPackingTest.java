package io.barograph.timescale.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitPackingTest {
  private static final int OFFSET = 3;

  private final Random random = new Random(11);

  @Test
  void numbersOfAnyWidthComeBackFromAnArrayThatEndsWithThem() {
    for (int width = 1; width <= 64; width++) {
      for (int count = 1; count <= 40; count++) {
        long[] numbers = random.longs(count).toArray();
        byte[] packed = pack(numbers, width);
        assertThat(packed).hasSize(OFFSET + (count * width + 7) / 8);
        long[] unpacked = new long[count + 1];
        BitPacking.unpack(packed, OFFSET, unpacked, 1, count, width);
        for (int i = 0; i < count; i++) {
          assertThat(unpacked[i + 1]).isEqualTo(numbers[i] & (-1L >>> (64 - width)));
        }
      }
    }
  }

  @Test
  void theLowestBitOfTheFirstNumberComesFirst() {
    assertThat(Arrays.copyOfRange(pack(new long[] {1, 2, 3, 4, 5, 6, 7, 0, 1}, 3), OFFSET, 7))
        .containsExactly(0b11_010_001, 0b0_101_100_0, 0b000_111_11, 1);
  }

  private static byte[] pack(long[] numbers, int width) {
    int length = OFFSET + (int) BitPacking.byteLength(numbers.length, width);
    byte[] room = new byte[length + Long.BYTES];
    BitPacking.pack(numbers, numbers.length, width, room, OFFSET);
    return Arrays.copyOf(room, length);
  }
}
