package io.barograph.server.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Opens the store on a thread of its own, trying for as long as the database cannot be reached, and
 * closes it with what was accepted stored. A failure that waiting cannot heal is handed on instead.
 */
public final class StoreLifecycle implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(StoreLifecycle.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration JOIN_PATIENCE = Duration.ofSeconds(5);

  private final StoreGate gate;
  private final DatabaseSource source;
  private final StoreOpener opener;
  private final Sinks.Empty<Void> opened = Sinks.empty();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable OpenStore store;

  /** Said once, however often it is met; only the opening thread touches it. */
  private String lastTrouble = "";

  /**
   * Nothing happens before {@link #begin}.
   *
   * @param hopeless told, on the thread that opens, of a failure that will not pass
   */
  public StoreLifecycle(
      StoreGate gate, DatabaseSource source, StoreOpener opener, Consumer<Throwable> hopeless) {
    this.gate = gate;
    this.source = source;
    this.opener = opener;
    this.thread =
        Thread.ofPlatform().name("store-opening").daemon().unstarted(() -> openOr(hopeless));
  }

  public void begin() {
    thread.start();
  }

  /** Completes when the store has been opened. */
  public Mono<Void> opened() {
    return opened.asMono();
  }

  private void openOr(Consumer<Throwable> hopeless) {
    try {
      while (!isClosing() && !tryOpen()) {
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!isClosing()) {
        gate.shut(ConnectionTrouble.explain(e));
        hopeless.accept(e);
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private boolean tryOpen() {
    try {
      OpenStore fresh = opener.open(source.address());
      store = fresh;
      gate.open(fresh);
      opened.tryEmitEmpty();
      return true;
    } catch (RuntimeException e) {
      if (!ConnectionTrouble.mayPass(e)) {
        throw e;
      }
      String reason = ConnectionTrouble.explain(e);
      if (!reason.equals(lastTrouble)) {
        logger.warn("{}; trying again every second", reason);
        lastTrouble = reason;
      }
      gate.shut(reason);
      return false;
    }
  }

  /** Stores what was accepted, then closes the store and our own database. */
  @Override
  public void close() {
    closing.countDown();
    joinOpening();
    OpenStore open = store;
    if (open != null) {
      open.close();
    }
    gate.shut("this server is stopping");
    source.close();
  }

  private void joinOpening() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      if (!thread.join(JOIN_PATIENCE)) {
        thread.interrupt();
        thread.join(JOIN_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
