package io.barograph.storage.inventory;

import io.barograph.storage.records.ProcessKey;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A process as its agent reported it, or by no more than that samples of it came.
 *
 * @param startTime null where it is not known
 * @param version of the program; {@code revision} is what it was built from
 */
public record ProcessSighting(
    ProcessKey process,
    String bucket,
    ProcessStatus status,
    long pid,
    @Nullable Instant startTime,
    long restarts,
    String runtime,
    String runtimeVersion,
    String version,
    String revision,
    Map<String, String> labels,
    Instant seen) {
  public ProcessSighting {
    labels = new TreeMap<>(labels);
  }

  /** Of a process that sent samples; what its agent may have reported stays. */
  public static ProcessSighting bySamples(ProcessKey process, String bucket, Instant seen) {
    return new ProcessSighting(
        process, bucket, ProcessStatus.UNKNOWN, 0, null, 0, "", "", "", "", Map.of(), seen);
  }

  /** The same at a later time. */
  ProcessSighting seenAgain(Instant later) {
    return at(startTime, later);
  }

  /** The same with the start that was reported before, if it tells none itself. */
  ProcessSighting startedAs(ProcessSighting before) {
    return startTime == null ? at(before.startTime, seen) : this;
  }

  private ProcessSighting at(@Nullable Instant start, Instant when) {
    return new ProcessSighting(
        process,
        bucket,
        status,
        pid,
        start,
        restarts,
        runtime,
        runtimeVersion,
        version,
        revision,
        labels,
        when);
  }

  /** Whether it says anything but that the process was seen. */
  public boolean isReported() {
    return !equals(bySamples(process, bucket, seen));
  }
}
