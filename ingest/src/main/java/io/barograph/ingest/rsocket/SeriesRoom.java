package io.barograph.ingest.rsocket;

import java.util.concurrent.atomic.AtomicInteger;

/** How many series all connections together may have defined. */
final class SeriesRoom {
  private final int limit;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger channels = new AtomicInteger();

  SeriesRoom(int limit) {
    this.limit = limit;
  }

  int taken() {
    return taken.get();
  }

  /** Channels that have a share and have not ended. */
  int channels() {
    return channels.get();
  }

  Share share() {
    channels.incrementAndGet();
    return new Share();
  }

  /** What one channel has taken, given back at once at its end. */
  final class Share {
    private int mine;
    private boolean ended;

    /** Takes the place of one series, or answers false when all are taken. */
    synchronized boolean take() {
      if (ended) {
        return false;
      }
      if (taken.incrementAndGet() > limit) {
        taken.decrementAndGet();
        return false;
      }
      mine++;
      return true;
    }

    synchronized void end() {
      if (!ended) {
        ended = true;
        taken.addAndGet(-mine);
        channels.decrementAndGet();
      }
    }
  }
}
