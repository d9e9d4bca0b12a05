package io.barograph.benchmarks;

import io.barograph.benchmarks.dataset.CapturedDataSet;
import io.barograph.benchmarks.dataset.CapturedSeries;
import io.barograph.model.Labels;
import io.barograph.timescale.block.BlockCompression;
import io.barograph.timescale.block.FreshBlockWriter;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.block.SettledBlockWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints how many bytes of payload a sample of the captured data set takes, settled by the hour and
 * fresh from one scrape a flush. Rows, indexes and the catalogue come on top; see the density of
 * the whole store for those.
 *
 * <p>Arguments: how many hosts to make of the one captured (default 1), and another data set file.
 * Hosts are the same hour, each starting at another point of it, so that no two are alike in a
 * scrape.
 */
final class BlockDensity {
  private static final int GROUP_SIZE = 128;
  private static final long WINDOW = 3_600_000;

  private final List<long[]> timestamps = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final List<Long> seriesIds = new ArrayList<>();
  private long samples;

  private BlockDensity(CapturedDataSet dataSet, int hosts) {
    Map<String, Integer> open = new HashMap<>();
    Map<Integer, Integer> filled = new HashMap<>();
    for (int host = 0; host < hosts; host++) {
      for (CapturedSeries series : dataSet.series()) {
        String metric = series.labels().get(Labels.METRIC_NAME);
        Integer group = open.get(metric);
        if (group == null || filled.getOrDefault(group, 0) == GROUP_SIZE) {
          group = filled.size() + 1;
          open.put(metric, group);
        }
        seriesIds.add((long) group << 7 | filled.merge(group, 1, Integer::sum) - 1);
        timestamps.add(series.timestamps());
        values.add(rotated(series.values(), host * series.values().length / hosts));
        samples += series.values().length;
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    int hosts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    CapturedDataSet dataSet;
    if (arguments.length > 1) {
      try (InputStream in = Files.newInputStream(Path.of(arguments[1]))) {
        dataSet = CapturedDataSet.read(in);
      }
    } else {
      dataSet = CapturedDataSet.load();
    }
    BlockDensity density = new BlockDensity(dataSet, hosts);
    System.out.printf("%d series, %d samples%n", density.seriesIds.size(), density.samples);
    for (BlockCompression compression : BlockCompression.values()) {
      density.print("settled", compression, density.settled(compression));
      density.print("fresh", compression, density.fresh(compression));
    }
  }

  private void print(String what, BlockCompression compression, long bytes) {
    System.out.printf(
        "%-8s %-5s %8.4f bytes/sample%n", what, compression, (double) bytes / samples);
  }

  private long settled(BlockCompression compression) {
    SampleColumns columns = new SampleColumns();
    for (int i = 0; i < seriesIds.size(); i++) {
      columns.addRun(seriesIds.get(i), timestamps.get(i), values.get(i), 0, values.get(i).length);
    }
    columns.sort();
    SettledBlockWriter writer = new SettledBlockWriter(compression);
    long bytes = 0;
    int from = 0;
    while (from < columns.size()) {
      long group = columns.seriesIds()[from] >> 7;
      int end = from;
      long start = Long.MAX_VALUE;
      for (; end < columns.size() && columns.seriesIds()[end] >> 7 == group; end++) {
        start = Math.min(start, columns.timestamps()[end]);
      }
      long windows = 1 + (columns.timestamps()[end - 1] - start) / WINDOW;
      for (long window = 0; window < windows; window++) {
        bytes += settled(writer, columns, from, end, start + window * WINDOW);
      }
      from = end;
    }
    return bytes;
  }

  private static long settled(
      SettledBlockWriter writer, SampleColumns columns, int from, int end, long windowStart) {
    for (int i = from; i < end; i = columns.endOfSeries(i)) {
      int first = i;
      int last = columns.endOfSeries(i);
      while (first < last && columns.timestamps()[first] < windowStart) {
        first++;
      }
      while (first < last && columns.timestamps()[last - 1] >= windowStart + WINDOW) {
        last--;
      }
      int offset = (int) (columns.seriesIds()[i] & (GROUP_SIZE - 1));
      writer.add(offset, columns.timestamps(), columns.values(), first, last);
    }
    return writer.samples() == 0 ? 0 : writer.finish().length;
  }

  private long fresh(BlockCompression compression) {
    FreshBlockWriter writer = new FreshBlockWriter(compression);
    SampleColumns columns = new SampleColumns();
    long[] bytes = {0};
    int longest = values.stream().mapToInt(run -> run.length).max().orElse(0);
    for (int scrape = 0; scrape < longest; scrape++) {
      columns.clear();
      for (int i = 0; i < seriesIds.size(); i++) {
        if (scrape < values.get(i).length) {
          columns.add(seriesIds.get(i), timestamps.get(i)[scrape], values.get(i)[scrape]);
        }
      }
      columns.sort();
      writer.write(
          columns,
          (groupLow, groupHigh, minTime, maxTime, count, payload, from, length) ->
              bytes[0] += length);
    }
    return bytes[0];
  }

  private static double[] rotated(double[] run, int by) {
    double[] rotated = new double[run.length];
    System.arraycopy(run, by, rotated, 0, run.length - by);
    System.arraycopy(run, 0, rotated, run.length - by, by);
    return rotated;
  }
}
