package io.barograph.storage.records;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What every record has.
 *
 * @param id given by its sender; two records with one id and one time are the same
 * @param time when it happened, in whole milliseconds
 * @param bucket of the host at that time, or empty
 * @param truncated whether a text or an attribute of it was cut
 */
public record RecordHead(
    UUID id,
    Instant time,
    String bucket,
    ProcessKey process,
    Map<String, String> attributes,
    boolean truncated) {
  public RecordHead {
    time = time.truncatedTo(ChronoUnit.MILLIS);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** Its place in the order of pages. */
  public RecordPlace place() {
    return new RecordPlace(time, id);
  }
}
