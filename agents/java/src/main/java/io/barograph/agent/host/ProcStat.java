package io.barograph.agent.host;

import io.barograph.agent.host.Measurements.Metric;

/** {@code /proc/stat}: processor time by mode, interrupts, context switches, boot time. */
final class ProcStat {
  /** Of the kernel's interface to programs, whatever its own clock: {@code USER_HZ}. */
  private static final double TICKS_PER_SECOND = 100;

  private static final String[] MODES = {
    "user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"
  };

  private static final Metric CPU =
      Metric.counter("node_cpu_seconds_total", "Seconds the CPUs spent in each mode.");
  private static final Metric GUEST =
      Metric.counter(
          "node_cpu_guest_seconds_total", "Seconds the CPUs spent in guests for each mode.");
  private static final Metric INTERRUPTS =
      Metric.counter("node_intr_total", "Total number of interrupts serviced.");
  private static final Metric CONTEXT_SWITCHES =
      Metric.counter("node_context_switches_total", "Total number of context switches.");
  private static final Metric BOOT_TIME =
      Metric.gauge("node_boot_time_seconds", "Node boot time, in unixtime.");
  private static final Metric FORKS = Metric.counter("node_forks_total", "Total number of forks.");
  private static final Metric RUNNING =
      Metric.gauge("node_procs_running", "Number of processes in runnable state.");
  private static final Metric BLOCKED =
      Metric.gauge("node_procs_blocked", "Number of processes blocked waiting for I/O.");

  private ProcStat() {}

  static void parse(String text, Measurements into) {
    text.lines().forEach(line -> parseLine(line, into));
  }

  private static void parseLine(String line, Measurements into) {
    Fields fields = new Fields(line);
    if (fields.remaining() < 2) {
      return;
    }
    String name = fields.next();
    switch (name) {
      case "cpu" -> {} // the sum of the lines below it
      case "intr" -> into.add(INTERRUPTS, fields.number());
      case "ctxt" -> into.add(CONTEXT_SWITCHES, fields.number());
      case "btime" -> into.add(BOOT_TIME, fields.number());
      case "processes" -> into.add(FORKS, fields.number());
      case "procs_running" -> into.add(RUNNING, fields.number());
      case "procs_blocked" -> into.add(BLOCKED, fields.number());
      default -> {
        if (name.startsWith("cpu")) {
          parseCpu(name.substring(3), fields, into);
        }
      }
    }
  }

  private static void parseCpu(String cpu, Fields fields, Measurements into) {
    for (String mode : MODES) {
      if (!fields.hasNext()) {
        return; // an old kernel knows fewer modes
      }
      into.add(CPU, fields.number() / TICKS_PER_SECOND, "cpu", cpu, "mode", mode);
    }
    for (String mode : new String[] {"user", "nice"}) {
      if (fields.hasNext()) {
        into.add(GUEST, fields.number() / TICKS_PER_SECOND, "cpu", cpu, "mode", mode);
      }
    }
  }
}
