package io.barograph.storage.records;

/** What is known of records, by kind. */
public interface Records {
  RecordLog<Transaction> transactions();

  RecordLog<ExceptionEntry> exceptions();

  RecordLog<Event> events();

  ExceptionGroups groups();
}
