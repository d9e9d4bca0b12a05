package io.barograph.ingest.rsocket;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that the series defined on all connections together may take. */
final class SeriesRoom {
  private final long limitBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger series = new AtomicInteger();
  private final AtomicInteger channels = new AtomicInteger();

  SeriesRoom(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  long limitBytes() {
    return limitBytes;
  }

  long bytes() {
    return bytes.get();
  }

  int series() {
    return series.get();
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
    private long myBytes;
    private int mySeries;
    private boolean ended;

    /** Takes the memory of one more series, or answers false when there is not so much. */
    synchronized boolean take(long more) {
      if (ended) {
        return false;
      }
      if (bytes.addAndGet(more) > limitBytes) {
        bytes.addAndGet(-more);
        return false;
      }
      myBytes += more;
      mySeries++;
      series.incrementAndGet();
      return true;
    }

    long limitBytes() {
      return limitBytes;
    }

    synchronized void end() {
      if (!ended) {
        ended = true;
        bytes.addAndGet(-myBytes);
        series.addAndGet(-mySeries);
        channels.decrementAndGet();
      }
    }
  }
}
