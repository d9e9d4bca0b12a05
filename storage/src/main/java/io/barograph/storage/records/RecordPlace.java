package io.barograph.storage.records;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** A place in the order of records: by time, then by id, whose bits count without a sign. */
public record RecordPlace(Instant time, UUID id) implements Comparable<RecordPlace> {
  private static final Comparator<RecordPlace> ORDER =
      Comparator.comparing(RecordPlace::time)
          .thenComparing(place -> place.id.getMostSignificantBits(), Long::compareUnsigned)
          .thenComparing(place -> place.id.getLeastSignificantBits(), Long::compareUnsigned);

  @Override
  public int compareTo(RecordPlace other) {
    return ORDER.compare(this, other);
  }
}
