package io.barograph.storage.inventory;

import io.barograph.storage.records.ProcessKey;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A process as its agent reported it.
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
}
