package io.barograph.timescale.inventory;

import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.HostEntry;
import io.barograph.storage.inventory.HostSighting;
import io.barograph.storage.inventory.Inventory;
import io.barograph.storage.inventory.InventoryQuery;
import io.barograph.storage.inventory.ProcessEntry;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.inventory.ProcessStatus;
import io.barograph.storage.records.ProcessKey;
import io.barograph.timescale.connection.Columns;
import io.barograph.timescale.records.Question;
import io.barograph.timescale.records.Reads;
import io.barograph.timescale.records.SqlValues;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The tables {@code host} and {@code process}, for readers. */
public final class DatabaseInventory implements Inventory {
  private static final String HOSTS =
      "SELECT host, bucket, barograph.pairs(labels), agent_version, operating_system, architecture,"
          + " processors, memory_bytes, boot_time, barograph.pairs(versions), first_seen, last_seen"
          + " FROM barograph.host";

  private static final String PROCESSES =
      "SELECT host, job, instance, bucket, status, pid, start_time, restarts, runtime,"
          + " runtime_version, version, revision, barograph.pairs(labels), first_seen, last_seen"
          + " FROM barograph.process";

  private final Reads reads;

  public DatabaseInventory(Reads reads) {
    this.reads = reads;
  }

  @Override
  public Mono<List<HostEntry>> hosts(InventoryQuery query) {
    Question question = new Question(HOSTS);
    question.whereEqual("bucket", query.bucket()).whereEqual("host", query.host());
    ProcessKey after = query.after();
    if (after != null) {
      question.where("host > ?", after.host());
    }
    question.append(" ORDER BY host LIMIT ?", query.limit());
    return reads.list(question, DatabaseInventory::host);
  }

  private static HostEntry host(Row row) {
    HostDetails details =
        new HostDetails(
            text(row, 4),
            text(row, 5),
            Columns.get(row, 6, Integer.class),
            Columns.get(row, 7, Long.class),
            row.get(8, Instant.class),
            map(row, 9));
    return new HostEntry(
        new HostSighting(
            text(row, 0), text(row, 1), map(row, 2), text(row, 3), details, time(row, 11)),
        details,
        time(row, 10));
  }

  @Override
  public Mono<List<ProcessEntry>> processes(InventoryQuery query) {
    Question question = new Question(PROCESSES);
    question
        .whereEqual("bucket", query.bucket())
        .whereEqual("host", query.host())
        .whereEqual("job", query.job())
        .whereEqual("instance", query.instance());
    ProcessKey after = query.after();
    if (after != null) {
      question.where(
          "(host, job, instance) > (?, ?, ?)", after.host(), after.job(), after.instance());
    }
    question.append(" ORDER BY host, job, instance LIMIT ?", query.limit());
    return reads.list(question, DatabaseInventory::process);
  }

  private static ProcessEntry process(Row row) {
    return new ProcessEntry(
        new ProcessSighting(
            new ProcessKey(text(row, 0), text(row, 1), text(row, 2)),
            text(row, 3),
            ProcessStatus.valueOf(text(row, 4).toUpperCase(Locale.ROOT)),
            Columns.get(row, 5, Long.class),
            row.get(6, Instant.class),
            Columns.get(row, 7, Long.class),
            text(row, 8),
            text(row, 9),
            text(row, 10),
            text(row, 11),
            map(row, 12),
            time(row, 14)),
        time(row, 13));
  }

  private static String text(Row row, int column) {
    return Columns.get(row, column, String.class);
  }

  private static Instant time(Row row, int column) {
    return Columns.get(row, column, Instant.class);
  }

  private static Map<String, String> map(Row row, int column) {
    return SqlValues.map(Columns.get(row, column, String[].class));
  }
}
