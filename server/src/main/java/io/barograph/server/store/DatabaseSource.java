package io.barograph.server.store;

import io.barograph.server.embedded.DataDirectory;
import io.barograph.server.embedded.EmbeddedDatabase;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.SecretText;
import io.barograph.server.settings.SettingException;
import io.barograph.timescale.DatabaseAddress;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the database comes from: the operator's own, or the embedded one. */
public final class DatabaseSource implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(DatabaseSource.class);

  private final BarographSettings settings;
  private @Nullable DataDirectory data;
  private @Nullable EmbeddedDatabase embedded;

  public DatabaseSource(BarographSettings settings) {
    this.settings = settings;
  }

  /** The address of a database, started first if it is ours. Blocking. */
  synchronized DatabaseAddress address() {
    if (!settings.database().embedded()) {
      return external();
    }
    if (embedded == null) {
      if (data == null) {
        data = DataDirectory.open(settings.data().dir());
      }
      embedded = EmbeddedDatabase.start(data, settings.embedded().port());
    }
    return DatabaseAddress.parse(embedded.url());
  }

  private DatabaseAddress external() {
    BarographSettings.Database database = settings.database();
    DatabaseAddress address;
    try {
      address = DatabaseAddress.parse(database.url());
    } catch (IllegalArgumentException e) {
      throw new SettingException("barograph.database.url: " + e.getMessage());
    }
    String password =
        SecretText.of(database.password(), database.passwordFile(), "barograph.database.password");
    return new DatabaseAddress(
        address.host(),
        address.port(),
        address.database(),
        database.user().isEmpty() ? address.user() : database.user(),
        password.isEmpty() ? address.password() : password,
        address.tls());
  }

  /** Stops the database if it is ours. */
  @Override
  public synchronized void close() {
    if (embedded != null) {
      embedded.close();
      embedded = null;
    }
    if (data != null) {
      try {
        data.close();
      } catch (IOException e) {
        logger.warn("the lock of the data directory could not be released: {}", e.getMessage());
      }
      data = null;
    }
  }
}
