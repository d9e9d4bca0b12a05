package io.barograph.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The memory that samples may take between their arrival and their commit, over all connections and
 * doors. When it is spent, a door takes nothing more: remote write answers 503, RSocket waits with
 * {@link #reserve} before it grants demand. Waiting reservations are served in the order they came,
 * and while one waits nothing is taken from under it.
 */
public final class InFlightBudget {
  private final long limit;
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  /** Of {@link #serve()}, since the one that serves now began. */
  private final AtomicInteger calls = new AtomicInteger();

  private long reserved;

  /** A place in the queue. Its fields are guarded by the budget's lock. */
  private static final class Waiting {
    private final long bytes;
    private final MonoSink<Reservation> sink;
    private @Nullable Reservation handedOver;

    private Waiting(long bytes, MonoSink<Reservation> sink) {
      this.bytes = bytes;
      this.sink = sink;
    }
  }

  /** Bytes set aside until {@link #close()}, which may be called often and from any thread. */
  public final class Reservation implements AutoCloseable {
    private long bytes;
    private boolean closed;

    private Reservation(long bytes) {
      this.bytes = bytes;
    }

    /** Sets more bytes aside with these, or changes nothing and answers false. */
    public boolean tryGrow(long more) {
      synchronized (InFlightBudget.this) {
        if (closed || !waiting.isEmpty() || !fits(more)) {
          return false;
        }
        reserved += more;
        bytes += more;
        return true;
      }
    }

    @Override
    public void close() {
      synchronized (InFlightBudget.this) {
        if (closed) {
          return;
        }
        closed = true;
        reserved -= bytes;
      }
      serve();
    }
  }

  public InFlightBudget(long limitBytes) {
    if (limitBytes <= 0) {
      throw new IllegalArgumentException("limit must be positive, got " + limitBytes);
    }
    this.limit = limitBytes;
  }

  /** The same, with gauges for what is reserved and what the limit is. */
  public InFlightBudget(long limitBytes, MeterRegistry registry) {
    this(limitBytes);
    Gauge.builder("barograph.ingest.in.flight", this, InFlightBudget::reserved)
        .description("Memory of samples that have arrived and are not yet stored")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("barograph.ingest.in.flight.limit", this, budget -> budget.limit)
        .description("Most memory that samples not yet stored may take")
        .baseUnit("bytes")
        .register(registry);
  }

  public long limit() {
    return limit;
  }

  /** Bytes set aside now. */
  public synchronized long reserved() {
    return reserved;
  }

  /** Sets bytes aside, or answers null when they are not there now. */
  public synchronized @Nullable Reservation tryReserve(long bytes) {
    requireWithinLimit(bytes);
    return waiting.isEmpty() && fits(bytes) ? take(bytes) : null;
  }

  /**
   * Sets bytes aside as soon as they are there. Cancelling gives up the place in the queue; whoever
   * receives the reservation closes it. The signal comes on a thread that released bytes.
   */
  public Mono<Reservation> reserve(long bytes) {
    requireWithinLimit(bytes);
    return Mono.create(
        sink -> {
          Waiting entry = new Waiting(bytes, sink);
          synchronized (this) {
            waiting.add(entry);
          }
          sink.onCancel(() -> giveUp(entry));
          serve();
        });
  }

  /** Reactor calls this only where the subscriber has not received the reservation. */
  private void giveUp(Waiting entry) {
    Reservation handedOver;
    synchronized (this) {
      waiting.remove(entry);
      handedOver = entry.handedOver;
    }
    if (handedOver != null) {
      handedOver.close();
    } else {
      serve();
    }
  }

  private void requireWithinLimit(long bytes) {
    if (bytes < 0 || bytes > limit) {
      throw new IllegalArgumentException(
          "cannot reserve %d bytes of a budget of %d; raise the budget or lower the limit of a batch"
              .formatted(bytes, limit));
    }
  }

  /**
   * Hands reservations to those who wait, outside the lock: a receiver may do anything. If it
   * closes its reservation at once it comes back here, so whoever already serves goes round once
   * more instead; else the stack would grow with the queue.
   */
  private void serve() {
    if (calls.getAndIncrement() > 0) {
      return;
    }
    int served = 1;
    do {
      for (Waiting next = nextServed(); next != null; next = nextServed()) {
        next.sink.success(next.handedOver);
      }
      served = calls.addAndGet(-served);
    } while (served > 0);
  }

  private synchronized @Nullable Waiting nextServed() {
    Waiting next = waiting.peek();
    if (next == null || !fits(next.bytes)) {
      return null;
    }
    waiting.remove();
    next.handedOver = take(next.bytes);
    return next;
  }

  private boolean fits(long bytes) {
    return bytes <= limit - reserved;
  }

  private Reservation take(long bytes) {
    reserved += bytes;
    return new Reservation(bytes);
  }
}
