package io.barograph.timescale.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.model.StaleMarker;
import io.barograph.storage.TimeRange;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockRoundTripTest {
  private static final long T0 = 1_795_000_000_000L;

  @ParameterizedTest
  @EnumSource
  void freshBlocksGiveBackEverySample(BlockCompression compression) {
    SampleColumns samples = new SampleColumns();
    for (int group = 1; group < 60; group += 3) {
      for (int offset = 0; offset < 100; offset += 1 + group % 3) {
        samples.add((long) group << 7 | offset, T0 + group % 5, group * 1.25 + offset);
      }
    }
    SampleColumns read = new SampleColumns(1);
    FreshBlockReader reader = new FreshBlockReader();
    new FreshBlockWriter(compression)
        .write(
            samples,
            (groupLow, groupHigh, minTime, maxTime, count, payload, from, length) -> {
              int before = read.size();
              reader.read(payload, from, length, SeriesFilter.ALL, TimeRange.ALL, read);
              assertThat(read.size() - before).isEqualTo(count);
              assertThat(read.seriesIds()[before] >> 7).isEqualTo(groupLow);
              assertThat(read.seriesIds()[read.size() - 1] >> 7).isEqualTo(groupHigh);
              assertThat(minTime).isBetween(T0, T0 + 4);
              assertThat(maxTime).isBetween(minTime, T0 + 4);
              assertThat(length).isLessThanOrEqualTo(FreshBlockWriter.MAX_PAYLOAD);
            });
    assertSame(read, samples);
  }

  @ParameterizedTest
  @EnumSource
  void settledBlocksGiveBackEverySample(BlockCompression compression) {
    SampleColumns samples = new SampleColumns();
    for (int offset = 0; offset < 128; offset += 5) {
      for (int i = 0; i < 360; i++) {
        double value =
            switch (offset % 4) {
              case 0 -> 17;
              case 1 -> i * 0.1 * offset;
              case 2 -> Math.sin(i);
              default -> i == 100 ? StaleMarker.VALUE : i / 100.0;
            };
        samples.add(offset, T0 + i * 10_000L + (offset % 3 == 0 ? i % 7 : 0), value);
      }
    }
    SettledBlockWriter writer = new SettledBlockWriter(compression);
    for (int i = 0; i < samples.size(); i = samples.endOfSeries(i)) {
      writer.add(
          (int) samples.seriesIds()[i],
          samples.timestamps(),
          samples.values(),
          i,
          samples.endOfSeries(i));
    }
    assertThat(writer.samples()).isEqualTo(samples.size());
    byte[] payload = writer.finish();
    SampleColumns read = new SampleColumns(1);
    new SettledBlockReader().read(payload, SeriesOffsets.ALL, TimeRange.ALL, read::addRun);
    assertSame(read, samples);
  }

  @Test
  void aReaderHandsOutWantedSeriesWithinTheRangeOnly() {
    SettledBlockWriter writer = new SettledBlockWriter(BlockCompression.NONE);
    long[] times = {T0, T0 + 1, T0 + 2, T0 + 3};
    writer.add(3, times, new double[] {1, 2, 3, 4}, 0, 4);
    writer.add(70, times, new double[] {5, 6, 7, 8}, 0, 4);
    byte[] payload = writer.finish();
    SampleColumns read = new SampleColumns(1);
    new SettledBlockReader()
        .read(payload, SeriesOffsets.NONE.with(70), new TimeRange(T0 + 1, T0 + 2), read::addRun);
    SampleColumns expected = new SampleColumns();
    expected.add(70, T0 + 1, 6);
    expected.add(70, T0 + 2, 7);
    assertSame(read, expected);
  }

  @Test
  void aSettledBlockTakesAsManySamplesAsAReaderReadsAndNoMore() {
    SettledBlockWriter writer = new SettledBlockWriter(BlockCompression.NONE);
    int half = SettledBlockWriter.MAX_SAMPLES / 2;
    long[] times = LongStream.range(0, SettledBlockWriter.MAX_SAMPLES).toArray();
    double[] values = new double[times.length];
    // No timestamp is shared, so that all of them make one run.
    writer.add(0, times, values, 0, half);
    writer.add(1, times, values, half, 2 * half);
    assertThatThrownBy(() -> writer.add(2, times, values, 0, 1))
        .hasMessage(
            "1 samples behind 4194304 others; a settled block takes 4194304,"
                + " the rest goes into another one");
    SampleColumns read = new SampleColumns();
    new SettledBlockReader().read(writer.finish(), SeriesOffsets.ALL, TimeRange.ALL, read::addRun);
    assertThat(read.size()).isEqualTo(2 * half);
  }

  static void assertSame(SampleColumns actual, SampleColumns expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      if (actual.seriesIds()[i] != expected.seriesIds()[i]
          || actual.timestamps()[i] != expected.timestamps()[i]
          || Double.doubleToRawLongBits(actual.values()[i])
              != Double.doubleToRawLongBits(expected.values()[i])) {
        throw new AssertionError(
            "sample %d is (%d, %d, %x) instead of (%d, %d, %x)"
                .formatted(
                    i,
                    actual.seriesIds()[i],
                    actual.timestamps()[i],
                    Double.doubleToRawLongBits(actual.values()[i]),
                    expected.seriesIds()[i],
                    expected.timestamps()[i],
                    Double.doubleToRawLongBits(expected.values()[i])));
      }
    }
  }
}
