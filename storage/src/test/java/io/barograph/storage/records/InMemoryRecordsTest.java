package io.barograph.storage.records;

class InMemoryRecordsTest extends RecordsContract {
  private final InMemoryRecords records = new InMemoryRecords();

  @Override
  protected RecordAppender appender() {
    return records;
  }

  @Override
  protected Records records() {
    return records;
  }
}
