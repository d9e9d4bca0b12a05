package io.barograph.server.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded database cannot run, and trying again would not help. */
public final class EmbeddedDatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EmbeddedDatabaseException(String message) {
    super(message);
  }

  EmbeddedDatabaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
