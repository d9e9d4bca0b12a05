package io.barograph.timescale.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.barograph.storage.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DamagedBlockTest {
  private final SampleGenerator generator = new SampleGenerator(99);
  private final SampleColumns into = new SampleColumns();

  @Test
  void everyTruncationIsRefused() {
    FreshBlockReader reader = new FreshBlockReader();
    for (byte[] block : freshBlocks(BlockCompression.NONE)) {
      for (int length = 0; length < block.length; length++) {
        byte[] cut = Arrays.copyOf(block, length);
        assertThatThrownBy(() -> reader.read(cut, SeriesFilter.ALL, TimeRange.ALL, into))
            .isInstanceOf(BlockFormatException.class);
      }
    }
  }

  @Test
  void everyFlippedBitIsRefused() {
    for (BlockCompression compression : BlockCompression.values()) {
      FreshBlockReader reader = new FreshBlockReader();
      byte[] block = freshBlocks(compression).getFirst();
      for (int bit = 0; bit < block.length * 8; bit++) {
        byte[] damaged = block.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        assertThatThrownBy(() -> reader.read(damaged, SeriesFilter.ALL, TimeRange.ALL, into))
            .isInstanceOf(BlockFormatException.class)
            .hasMessageContaining("at byte");
      }
    }
  }

  /** Whoever computes the checksum of a bad block gets no further than an exception either. */
  @Test
  void damageBehindAGoodChecksumEndsInAnExceptionOrInSamples() {
    Random random = generator.random();
    PayloadReader in = new PayloadReader();
    BlockDecoder decoder = new BlockDecoder();
    List<byte[]> blocks = new ArrayList<>(freshBlocks(BlockCompression.NONE));
    blocks.add(settledBlock());
    blocks.addAll(freshBlocks(BlockCompression.ZSTD));
    int refused = 0;
    for (int round = 0; round < 200_000; round++) {
      byte[] damaged = blocks.get(round % blocks.size()).clone();
      int length = damaged.length - BlockFrame.CHECKSUM_BYTES;
      if (random.nextInt(4) == 0) {
        length = 1 + random.nextInt(length);
      }
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        // Most of the structure stands at the front.
        int place = 1 + random.nextInt(random.nextBoolean() ? length : Math.min(length, 40));
        damaged[Math.min(place, length - 1)] ^= (byte) (1 << random.nextInt(8));
      }
      int end = length;
      Throwable thrown =
          catchThrowable(
              () -> {
                BlockFrame.openVerified(damaged, 0, end, in);
                decoder.decode(in, SeriesFilter.ALL, (first, next, values) -> {});
              });
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(BlockFormatException.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void aCodecFromLaterIsNamed() {
    PayloadReader in = new PayloadReader();
    assertThatThrownBy(() -> BlockFrame.openVerified(new byte[] {9, 1, 1}, 0, 3, in))
        .isInstanceOf(BlockFormatException.class)
        .hasMessageContaining("codec 9")
        .hasMessageContaining("later version");
  }

  private List<byte[]> freshBlocks(BlockCompression compression) {
    List<byte[]> blocks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      SampleColumns samples = new SampleColumns();
      int series = 1 + generator.random().nextInt(60);
      long id = 128;
      for (int s = 0; s < series; s++) {
        int count = 1 + generator.random().nextInt(i % 2 == 0 ? 1 : 20);
        id += 1 + generator.random().nextInt(3);
        samples.addRun(id, generator.timestamps(count), generator.values(count), 0, count);
      }
      new FreshBlockWriter(compression)
          .write(
              samples,
              (groupLow, groupHigh, minTime, maxTime, count, payload, from, length) ->
                  blocks.add(Arrays.copyOfRange(payload, from, from + length)));
    }
    return blocks;
  }

  private byte[] settledBlock() {
    SettledBlockWriter writer = new SettledBlockWriter(BlockCompression.NONE);
    for (int offset = 0; offset < 40; offset++) {
      int count = 1 + generator.random().nextInt(100);
      writer.add(offset, generator.timestamps(count), generator.values(count), 0, count);
    }
    return writer.finish();
  }
}
