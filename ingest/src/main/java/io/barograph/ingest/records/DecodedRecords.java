package io.barograph.ingest.records;

import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.records.RecordEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as far as it is taken.
 *
 * @param number chosen by the sender
 * @param sentTime by the sender's clock, or null where it does not say
 * @param host null where it is not reported
 */
public record DecodedRecords(
    long number,
    @Nullable Instant sentTime,
    @Nullable HostDetails host,
    List<ProcessSighting> processes,
    List<RecordEntry> records,
    RecordRefusals refusals) {
  public DecodedRecords {
    processes = List.copyOf(processes);
    records = List.copyOf(records);
  }

  /** The same with other records. */
  public DecodedRecords withRecords(List<RecordEntry> others) {
    return new DecodedRecords(number, sentTime, host, processes, others, refusals);
  }
}
