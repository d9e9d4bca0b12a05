package io.barograph.timescale;

/**
 * Whether the store can take and give data now.
 *
 * @param reason what is wrong, for people; empty when available
 */
public record StoreHealth(boolean available, String reason) {
  static final StoreHealth AVAILABLE = new StoreHealth(true, "");

  static final StoreHealth SILENT =
      new StoreHealth(false, "the database takes connections but does not answer");

  static StoreHealth unavailable(Throwable error) {
    return new StoreHealth(false, String.valueOf(error.getMessage()));
  }
}
