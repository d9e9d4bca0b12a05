package io.barograph.storage;

class InMemoryStoreTest extends StorageContract {
  private final InMemoryStore store = new InMemoryStore();

  @Override
  protected SampleAppender appender() {
    return store;
  }

  @Override
  protected SeriesQuerier querier() {
    return store;
  }
}
