package io.barograph.agent.host;

import io.barograph.agent.host.Measurements.Metric;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;

/** The JVM this runs in, under the names of the Prometheus client for Java. */
final class JvmProbe {
  private static final Metric USED =
      Metric.gauge("jvm_memory_used_bytes", "Used bytes of a given JVM memory area.");
  private static final Metric COMMITTED =
      Metric.gauge("jvm_memory_committed_bytes", "Committed (bytes) of a given JVM memory area.");
  private static final Metric MAX =
      Metric.gauge("jvm_memory_max_bytes", "Max (bytes) of a given JVM memory area.");
  private static final Metric POOL_USED =
      Metric.gauge("jvm_memory_pool_used_bytes", "Used bytes of a given JVM memory pool.");
  private static final Metric POOL_COMMITTED =
      Metric.gauge(
          "jvm_memory_pool_committed_bytes", "Committed bytes of a given JVM memory pool.");
  private static final Metric POOL_MAX =
      Metric.gauge("jvm_memory_pool_max_bytes", "Max bytes of a given JVM memory pool.");
  private static final Metric BUFFERS_USED =
      Metric.gauge("jvm_buffer_pool_used_bytes", "Used bytes of a given JVM buffer pool.");
  private static final Metric GC_COUNT =
      Metric.counter(
          "jvm_gc_collection_seconds_count", "Collections of a given JVM garbage collector.");
  private static final Metric GC_SUM =
      Metric.counter(
          "jvm_gc_collection_seconds_sum", "Time spent in a given JVM garbage collector.");
  private static final Metric THREADS =
      Metric.gauge("jvm_threads_current", "Current thread count of a JVM.");
  private static final Metric DAEMONS =
      Metric.gauge("jvm_threads_daemon", "Daemon thread count of a JVM.");
  private static final Metric PEAK =
      Metric.gauge("jvm_threads_peak", "Peak thread count of a JVM.");
  private static final Metric STARTED =
      Metric.counter("jvm_threads_started_total", "Started thread count of a JVM.");
  private static final Metric CLASSES =
      Metric.gauge(
          "jvm_classes_currently_loaded", "The number of classes that are currently loaded.");
  private static final Metric INFO = Metric.gauge("jvm_runtime_info", "JVM runtime info.");

  private JvmProbe() {}

  static void measure(Measurements into) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    addArea(memory.getHeapMemoryUsage(), "heap", into);
    addArea(memory.getNonHeapMemoryUsage(), "nonheap", into);
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getUsage();
      if (usage != null) {
        into.add(POOL_USED, usage.getUsed(), "pool", pool.getName());
        into.add(POOL_COMMITTED, usage.getCommitted(), "pool", pool.getName());
        into.add(POOL_MAX, usage.getMax(), "pool", pool.getName());
      }
    }
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      into.add(BUFFERS_USED, pool.getMemoryUsed(), "pool", pool.getName());
    }
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      into.add(GC_COUNT, collector.getCollectionCount(), "gc", collector.getName());
      into.add(GC_SUM, collector.getCollectionTime() / 1e3, "gc", collector.getName());
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    into.add(THREADS, threads.getThreadCount());
    into.add(DAEMONS, threads.getDaemonThreadCount());
    into.add(PEAK, threads.getPeakThreadCount());
    into.add(STARTED, threads.getTotalStartedThreadCount());
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    into.add(CLASSES, classes.getLoadedClassCount());
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    into.add(
        INFO,
        1,
        "version",
        runtime.getVmVersion(),
        "vendor",
        runtime.getVmVendor(),
        "runtime",
        runtime.getVmName());
  }

  private static void addArea(MemoryUsage usage, String area, Measurements into) {
    into.add(USED, usage.getUsed(), "area", area);
    into.add(COMMITTED, usage.getCommitted(), "area", area);
    into.add(MAX, usage.getMax(), "area", area);
  }
}
