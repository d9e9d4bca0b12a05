package io.barograph.storage.alerts;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What notification reads: every alert that is pending, fires or has lately ended, of all groups. A
 * pending one tells that what fired before under its labels has ended.
 */
public interface AlertFeed {
  /**
   * The alerts that changed since the answer that gave {@code cursor}, oldest change first; an
   * alert may come again unchanged, but no committed change is left out.
   */
  Mono<Changes> changesSince(Cursor cursor);

  /**
   * A place in the order of commits, which only the store can read.
   *
   * @param position {@link #START}'s is 0
   */
  record Cursor(long position) {
    /** Before all alerts. */
    public static final Cursor START = new Cursor(0);
  }

  /**
   * @param next what to ask with the next time
   */
  record Changes(List<AlertRecord> alerts, Cursor next) {
    public Changes {
      alerts = List.copyOf(alerts);
    }
  }
}
