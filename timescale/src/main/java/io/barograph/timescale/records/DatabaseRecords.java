package io.barograph.timescale.records;

import io.barograph.storage.records.Event;
import io.barograph.storage.records.ExceptionEntry;
import io.barograph.storage.records.ExceptionGroups;
import io.barograph.storage.records.RecordLog;
import io.barograph.storage.records.Records;
import io.barograph.storage.records.Transaction;

/** The tables of records, for readers. */
public final class DatabaseRecords implements Records {
  private final RecordLog<Transaction> transactions;
  private final RecordLog<ExceptionEntry> exceptions;
  private final RecordLog<Event> events;
  private final ExceptionGroups groups;

  public DatabaseRecords(Reads reads) {
    this.transactions = new RecordTable<>(reads, new RecordKinds.Transactions());
    this.exceptions = new RecordTable<>(reads, new RecordKinds.Exceptions());
    this.events = new RecordTable<>(reads, new RecordKinds.Events());
    this.groups = new DatabaseGroups(reads);
  }

  @Override
  public RecordLog<Transaction> transactions() {
    return transactions;
  }

  @Override
  public RecordLog<ExceptionEntry> exceptions() {
    return exceptions;
  }

  @Override
  public RecordLog<Event> events() {
    return events;
  }

  @Override
  public ExceptionGroups groups() {
    return groups;
  }
}
