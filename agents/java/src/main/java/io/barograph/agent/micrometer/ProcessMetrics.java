package io.barograph.agent.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * This process under the names that all clients for Prometheus use, beside those of Micrometer, so
 * that one dashboard shows processes of all languages.
 */
public final class ProcessMetrics implements MeterBinder {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  @Override
  public void bindTo(MeterRegistry registry) {
    TimeGauge.builder(
            "process.start.time",
            ManagementFactory.getRuntimeMXBean(),
            TimeUnit.MILLISECONDS,
            RuntimeMXBean::getStartTime)
        .description("Start time of the process since unix epoch.")
        .register(registry);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, one -> one.getProcessCpuTime() / 1e9)
          .description("Total user and system CPU time spent in seconds.")
          .baseUnit("seconds")
          .register(registry);
      Gauge.builder("process.open.fds", system, one -> one.getOpenFileDescriptorCount())
          .description("Number of open file descriptors.")
          .register(registry);
      Gauge.builder("process.max.fds", system, one -> one.getMaxFileDescriptorCount())
          .description("Maximum number of open file descriptors.")
          .register(registry);
    }
    if (Files.isReadable(STATUS)) {
      Gauge.builder("process.resident.memory", ProcessMetrics::residentBytes)
          .description("Resident memory size in bytes.")
          .baseUnit(BaseUnits.BYTES)
          .register(registry);
    }
  }

  private static double residentBytes() {
    try {
      return residentBytes(Files.readString(STATUS, UTF_8));
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** {@code /proc/self/status}. */
  static double residentBytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(RESIDENT))
        .mapToDouble(
            line -> Double.parseDouble(line.substring(RESIDENT.length()).replace("kB", "")) * 1024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
