package io.barograph.timescale.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.timescale.block.BlockCompression;
import io.barograph.timescale.block.FreshBlockWriter;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.compact.StoredBlocks.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CompactionPassTest {
  private static final int CAPACITY = 4000;

  private final List<byte[]> payloads = new ArrayList<>();
  private final TreeMap<Place, Long> model = new TreeMap<>();

  private void flush(SampleColumns samples) {
    samples.sort();
    samples.deduplicate();
    StoredBlocks.putAll(samples, model);
    new FreshBlockWriter(BlockCompression.NONE)
        .write(
            samples,
            (low, high, min, max, count, payload, from, length) ->
                payloads.add(Arrays.copyOfRange(payload, from, from + length)));
  }

  private TreeMap<Place, Long> readInPasses(int largestPass) {
    TreeMap<Place, Long> found = new TreeMap<>();
    CompactionPass pass = new CompactionPass(CAPACITY);
    long first = CompactionPass.FIRST;
    long last = CompactionPass.LAST;
    do {
      pass.begin(first, last);
      payloads.forEach(pass::read);
      SampleColumns samples = pass.finish();
      assertThat(samples.size()).isLessThanOrEqualTo(largestPass);
      TreeMap<Place, Long> ofPass = new TreeMap<>();
      StoredBlocks.putAll(samples, ofPass);
      assertThat(found).doesNotContainKeys(ofPass.keySet().toArray(Place[]::new));
      found.putAll(ofPass);
      first = pass.lastKey() + 1;
      last = pass.nextLast();
    } while (pass.lastKey() != CompactionPass.LAST);
    return found;
  }

  @Test
  void passesTogetherReadEverySampleOnceAndHoldNoMoreThanTheyMay() {
    RandomSamples random = new RandomSamples(new SplittableRandom(1), 1_795_000_000_000L);
    for (int i = 0; i < 10; i++) {
      flush(random.next(1500));
    }
    assertThat(readInPasses(CAPACITY)).isEqualTo(model);
  }

  @Test
  void aCellThatFillsTheMemoryAloneIsHeldAllTheSame() {
    SampleColumns samples = new SampleColumns();
    for (int i = 0; i < 5000; i++) {
      samples.add(129, i, i);
    }
    for (int i = 0; i < 500; i++) {
      samples.add(5 << 7, i, i);
    }
    flush(samples);
    assertThat(readInPasses(5500)).isEqualTo(model);
  }

  @Test
  void samplesThatOverwriteEachOtherInOneCellLeaveTheLast() {
    for (int flush = 0; flush < 8; flush++) {
      SampleColumns samples = new SampleColumns();
      for (int i = 0; i < 3000; i++) {
        samples.add(129, i, flush);
      }
      flush(samples);
    }
    assertThat(readInPasses(3000)).isEqualTo(model);
  }

  @Test
  void anHourOfOneGroupIsCutByTime() {
    SampleColumns samples = new SampleColumns();
    for (int i = 0; i < 20_000; i++) {
      samples.add(129 + i % 7, i * 170L, i);
    }
    flush(samples);
    assertThat(readInPasses(CAPACITY)).isEqualTo(model);
  }

  @Test
  void aPassAsksForHardlyMoreGroupsThanItTakes() {
    int groups = 200;
    SampleColumns samples = new SampleColumns();
    for (int i = 0; i < 100 * groups; i++) {
      samples.add((long) i % groups << 7, i, i);
    }
    flush(samples);
    CompactionPass pass = new CompactionPass(CAPACITY);
    pass.begin(CompactionPass.FIRST, CompactionPass.LAST);
    payloads.forEach(pass::read);
    pass.finish();
    int asked = 0;
    while (pass.lastGroup() < groups) {
      pass.begin(pass.lastKey() + 1, pass.nextLast());
      asked += Math.min(pass.lastGroup(), groups - 1) - pass.firstGroup() + 1;
      payloads.forEach(pass::read);
      pass.finish();
    }
    assertThat(asked).isLessThan(2 * groups);
  }
}
