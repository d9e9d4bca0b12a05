package io.barograph.timescale.append;

import io.r2dbc.spi.R2dbcException;

/**
 * The first statement of a flush: it takes the flush's place among all flushes, for the rows that
 * follow in the same transaction, and fails if series have been removed since their ids were looked
 * up. It waits while the compactor closes a span of arrival.
 */
final class OpenFlush {
  /** As {@code R__flush.sql} raises it. */
  private static final String OTHER_GENERATION = "BG001";

  private OpenFlush() {}

  /**
   * For samples with ids of one generation.
   *
   * @param generation see {@link io.barograph.storage.SampleAppender#seriesGeneration}
   */
  static String statement(long generation) {
    return "CALL barograph.open_flush(" + generation + ")";
  }

  /** Whether the statement failed because the ids are void. */
  static boolean isOfOtherGeneration(Throwable error) {
    return error instanceof R2dbcException failed && OTHER_GENERATION.equals(failed.getSqlState());
  }
}
