package io.barograph.ingest.rsocket;

import io.barograph.ingest.InFlightBudget.Reservation;
import java.util.HashSet;
import java.util.Set;

/**
 * The memory that one channel has set aside. However the channel ends, all of it goes back: a
 * reservation that got lost between two operators would be lost to every connection for ever.
 */
final class OpenReservations {
  private final Set<Reservation> open = new HashSet<>();
  private boolean ended;

  /** Remembers a reservation, or closes it when the channel has ended. */
  synchronized void add(Reservation reservation) {
    if (ended) {
      reservation.close();
    } else {
      open.add(reservation);
    }
  }

  void close(Reservation reservation) {
    synchronized (this) {
      open.remove(reservation);
    }
    reservation.close();
  }

  void end() {
    Set<Reservation> left;
    synchronized (this) {
      ended = true;
      left = Set.copyOf(open);
      open.clear();
    }
    left.forEach(Reservation::close);
  }
}
