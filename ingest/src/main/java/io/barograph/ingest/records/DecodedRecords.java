package io.barograph.ingest.records;

import io.barograph.storage.records.RecordEntry;
import java.util.List;

/**
 * A batch as far as it is taken.
 *
 * @param number chosen by the sender
 */
public record DecodedRecords(long number, List<RecordEntry> records, RecordRefusals refusals) {
  public DecodedRecords {
    records = List.copyOf(records);
  }
}
