package io.barograph.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.agent.host.Measurements.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Reads processor, memory, load, disks, network and file systems of this host. A source that is
 * missing or not understood harms no other; it is counted.
 */
public final class HostProbe {
  private static final Metric FAILURES =
      Metric.counter(
          "barograph_agent_probe_failures_total",
          "Sources of the host probe that could not be read or understood.");

  /** A file under /proc and who understands it. */
  private record Source(String file, BiConsumer<String, Measurements> parser) {}

  private static final List<Source> SOURCES =
      List.of(
          new Source("stat", ProcStat::parse),
          new Source("meminfo", ProcMeminfo::parse),
          new Source("loadavg", ProcLoadavg::parse),
          new Source("diskstats", ProcDiskstats::parse),
          new Source("net/dev", ProcNetDev::parse),
          new Source("self/mounts", FilesystemProbe::measure));

  private final Path proc;
  private final Map<String, Long> failures = new TreeMap<>();

  /** A probe of the running kernel. */
  public HostProbe() {
    this(Path.of("/proc"));
  }

  HostProbe(Path proc) {
    this.proc = proc;
  }

  /** Reads everything once. Not for two threads at a time. */
  public void measure(Measurements into) {
    for (Source source : SOURCES) {
      measure(source, into);
    }
    failures.forEach((source, count) -> into.add(FAILURES, count, "source", source));
  }

  private void measure(Source source, Measurements into) {
    long failed = 0;
    try {
      source.parser().accept(read(source.file()), into);
    } catch (IOException | RuntimeException e) {
      // RuntimeException: a kernel whose text we do not understand must not silence the others.
      failed = 1;
    }
    failures.merge(source.file(), failed, Long::sum);
  }

  /** Files of /proc have no size beforehand, and their bytes may be anything. */
  private String read(String file) throws IOException {
    return new String(Files.readAllBytes(proc.resolve(file)), UTF_8);
  }
}
