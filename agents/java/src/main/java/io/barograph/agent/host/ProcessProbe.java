package io.barograph.agent.host;

import io.barograph.agent.host.Measurements.Metric;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** This process, under the names all Prometheus clients use. */
final class ProcessProbe {
  private static final Metric CPU =
      Metric.counter(
          "process_cpu_seconds_total", "Total user and system CPU time spent in seconds.");
  private static final Metric START =
      Metric.gauge(
          "process_start_time_seconds", "Start time of the process since unix epoch in seconds.");
  private static final Metric OPEN_FDS =
      Metric.gauge("process_open_fds", "Number of open file descriptors.");
  private static final Metric MAX_FDS =
      Metric.gauge("process_max_fds", "Maximum number of open file descriptors.");
  private static final Metric RESIDENT =
      Metric.gauge("process_resident_memory_bytes", "Resident memory size in bytes.");
  private static final Metric VIRTUAL =
      Metric.gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.");

  private ProcessProbe() {}

  static void measure(Measurements into) {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.OperatingSystemMXBean process) {
      into.add(CPU, process.getProcessCpuTime() / 1e9);
    }
    if (system instanceof com.sun.management.UnixOperatingSystemMXBean process) {
      into.add(OPEN_FDS, process.getOpenFileDescriptorCount());
      into.add(MAX_FDS, process.getMaxFileDescriptorCount());
    }
    into.add(START, ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
  }

  /** {@code /proc/self/status}. */
  static void parseStatus(String text, Measurements into) {
    text.lines()
        .forEach(
            line -> {
              if (line.startsWith("VmRSS:")) {
                into.add(RESIDENT, kibibytes(line));
              } else if (line.startsWith("VmSize:")) {
                into.add(VIRTUAL, kibibytes(line));
              }
            });
  }

  private static double kibibytes(String line) {
    Fields fields = new Fields(line);
    fields.skip(1);
    return fields.number() * 1024;
  }
}
