package io.barograph.agent.host;

import io.barograph.agent.host.Measurements.Metric;
import java.util.regex.Pattern;

/** {@code /proc/diskstats}, whole devices only: a partition's numbers are in its device's. */
final class ProcDiskstats {
  /** Of the kernel's interface, whatever the sectors of the device. */
  private static final double SECTOR_BYTES = 512;

  private static final double MILLISECONDS = 1000;

  private static final Pattern IGNORED =
      Pattern.compile("(z?ram|loop|fd|(h|s|v|xv)d[a-z]+|nvme\\d+n\\d+p|mmcblk\\d+p)\\d+");

  /** A column of the file, in its order. */
  private record Column(Metric metric, double divisor) {
    static Column of(String name, String help) {
      return new Column(Metric.counter(name, help), 1);
    }
  }

  private static final Column[] COLUMNS = {
    Column.of(
        "node_disk_reads_completed_total", "The total number of reads completed successfully."),
    Column.of("node_disk_reads_merged_total", "The total number of reads merged."),
    new Column(
        Metric.counter(
            "node_disk_read_bytes_total", "The total number of bytes read successfully."),
        1 / SECTOR_BYTES),
    new Column(
        Metric.counter(
            "node_disk_read_time_seconds_total", "The total number of seconds spent by all reads."),
        MILLISECONDS),
    Column.of(
        "node_disk_writes_completed_total", "The total number of writes completed successfully."),
    Column.of("node_disk_writes_merged_total", "The number of writes merged."),
    new Column(
        Metric.counter(
            "node_disk_written_bytes_total", "The total number of bytes written successfully."),
        1 / SECTOR_BYTES),
    new Column(
        Metric.counter(
            "node_disk_write_time_seconds_total",
            "The total number of seconds spent by all writes."),
        MILLISECONDS),
    new Column(Metric.gauge("node_disk_io_now", "The number of I/Os currently in progress."), 1),
    new Column(
        Metric.counter("node_disk_io_time_seconds_total", "Total seconds spent doing I/Os."),
        MILLISECONDS),
    new Column(
        Metric.counter(
            "node_disk_io_time_weighted_seconds_total",
            "The weighted number of seconds spent doing I/Os."),
        MILLISECONDS),
  };

  private ProcDiskstats() {}

  static void parse(String text, Measurements into) {
    text.lines().forEach(line -> parseLine(line, into));
  }

  private static void parseLine(String line, Measurements into) {
    Fields fields = new Fields(line);
    if (fields.remaining() < 3 + COLUMNS.length) {
      return;
    }
    fields.skip(2); // major and minor number
    String device = fields.next();
    if (IGNORED.matcher(device).matches()) {
      return;
    }
    for (Column column : COLUMNS) {
      into.add(column.metric(), fields.number() / column.divisor(), "device", device);
    }
  }
}
