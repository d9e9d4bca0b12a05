package io.barograph.storage.records;

/** A record of one of the three kinds. */
public sealed interface RecordEntry permits Transaction, ExceptionEntry, Event {
  RecordHead head();
}
