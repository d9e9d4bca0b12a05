package io.barograph.timescale.schema;

/** The database cannot be used as it is; the message says in one sentence why and what to do. */
public final class SchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SchemaException(String message) {
    super(message);
  }

  public SchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
