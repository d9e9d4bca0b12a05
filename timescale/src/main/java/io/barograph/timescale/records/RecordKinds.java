package io.barograph.timescale.records;

import static io.barograph.timescale.records.RecordColumns.COUNT;
import static io.barograph.timescale.records.RecordColumns.head;
import static io.barograph.timescale.records.RecordColumns.longOf;
import static io.barograph.timescale.records.RecordColumns.text;

import io.barograph.storage.records.Event;
import io.barograph.storage.records.ExceptionEntry;
import io.barograph.storage.records.GroupIdentity;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.Transaction;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Row;

/** The columns of each kind of record. */
final class RecordKinds {
  private RecordKinds() {}

  static final class Transactions implements RecordTable.Kind<Transaction> {
    @Override
    public String table() {
      return "transaction";
    }

    @Override
    public String columns() {
      return "duration_seconds, method, route, status, path, client_address, request_bytes,"
          + " response_bytes, trace_id";
    }

    @Override
    public Transaction read(Row row) {
      return new Transaction(
          head(row),
          Columns.get(row, COUNT, Double.class),
          text(row, COUNT + 1),
          text(row, COUNT + 2),
          Columns.get(row, COUNT + 3, Integer.class),
          text(row, COUNT + 4),
          text(row, COUNT + 5),
          longOf(row, COUNT + 6),
          longOf(row, COUNT + 7),
          text(row, COUNT + 8));
    }

    @Override
    public void narrow(Question question, RecordFilter filter) {
      question.whereEqual("route", filter.route());
      if (filter.minimumSeconds() > 0) {
        question.where("duration_seconds >= ?", filter.minimumSeconds());
      }
    }
  }

  static final class Exceptions implements RecordTable.Kind<ExceptionEntry> {
    @Override
    public String table() {
      return "exception";
    }

    @Override
    public String columns() {
      return "group_id, type, message, stack, origin, method, route, occurrences,"
          + " (SELECT g.message FROM barograph.exception_group g WHERE g.id = group_id)";
    }

    @Override
    public ExceptionEntry read(Row row) {
      String groupMessage = row.get(COUNT + 8, String.class);
      return new ExceptionEntry(
          head(row),
          new GroupIdentity(
              text(row, COUNT), groupMessage == null ? text(row, COUNT + 2) : groupMessage),
          text(row, COUNT + 1),
          text(row, COUNT + 2),
          text(row, COUNT + 3),
          text(row, COUNT + 4),
          text(row, COUNT + 5),
          text(row, COUNT + 6),
          longOf(row, COUNT + 7));
    }

    @Override
    public void narrow(Question question, RecordFilter filter) {
      question.whereEqual("route", filter.route()).whereEqual("group_id", filter.group());
    }
  }

  static final class Events implements RecordTable.Kind<Event> {
    @Override
    public String table() {
      return "event";
    }

    @Override
    public String columns() {
      return "kind, message";
    }

    @Override
    public Event read(Row row) {
      return new Event(head(row), text(row, COUNT), text(row, COUNT + 1));
    }

    @Override
    public void narrow(Question question, RecordFilter filter) {
      question.whereEqual("kind", filter.kind());
    }
  }
}
