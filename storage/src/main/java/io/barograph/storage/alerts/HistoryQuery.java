package io.barograph.storage.alerts;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the history are wanted, newest first.
 *
 * @param from inclusive
 * @param to inclusive
 * @param alertNames empty for all
 * @param events empty for all
 * @param before the last row of the page before this one, or null
 */
public record HistoryQuery(
    Instant from,
    Instant to,
    Set<String> alertNames,
    Set<AlertEvent.Kind> events,
    @Nullable Place before,
    int limit) {
  public HistoryQuery {
    alertNames = Set.copyOf(alertNames);
    events = Set.copyOf(events);
  }

  /** A row's place in the order of the history. */
  public record Place(Instant time, long id) {}

  /** The same from the row after {@code place} on. */
  public HistoryQuery after(Place place, int nextLimit) {
    return new HistoryQuery(from, to, alertNames, events, place, nextLimit);
  }
}
