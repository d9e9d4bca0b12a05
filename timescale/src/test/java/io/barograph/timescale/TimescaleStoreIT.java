package io.barograph.timescale;

import static java.util.Objects.requireNonNull;

import io.barograph.storage.SampleAppender;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.StorageContract;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

@OnEachDatabase
final class TimescaleStoreIT extends StorageContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestDatabase database;
  private @Nullable TestDatabase empty;
  private @Nullable TimescaleStore store;

  TimescaleStoreIT(TestDatabase database) {
    this.database = database;
  }

  private TimescaleStore store() {
    if (store == null) {
      empty = TestDatabase.create(database.kind());
      StoreSettings settings = StoreSettings.of(DatabaseAddress.parse(empty.url()));
      store =
          requireNonNull(TimescaleStore.open(settings, new SimpleMeterRegistry()).block(PATIENCE));
    }
    return store;
  }

  @Override
  protected SampleAppender appender() {
    return store();
  }

  @Override
  protected SeriesQuerier querier() {
    return store();
  }

  @Override
  protected void settle() {
    var _ = store().compactNow().block(PATIENCE);
  }

  @AfterEach
  void close() {
    store().close().block(PATIENCE);
    requireNonNull(empty).close();
  }
}
