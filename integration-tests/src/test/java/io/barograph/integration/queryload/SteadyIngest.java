package io.barograph.integration.queryload;

import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.RemoteWriteRequest;
import io.barograph.integration.process.HttpAnswer;
import io.barograph.integration.process.HttpDoor;
import io.barograph.model.Labels;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * 50,000 samples a second: ten times a second one sample of each of 5,000 series, counters of 100
 * hosts with 50 routes each. A tick that the server is too slow for is sent late, not left out.
 */
final class SteadyIngest implements AutoCloseable {
  static final String METRIC = "requests_total";
  static final int SAMPLES_PER_SECOND = 50_000;

  private static final int HOSTS = 100;
  private static final int ROUTES = 50;
  private static final long TICK_NANOS = 100_000_000;

  /** As many as a fleet has senders that do not wait for each other. */
  private static final int MOST_IN_FLIGHT = 8;

  private final HttpDoor http;
  private final Clock clock = Clock.systemUTC();
  private final AtomicLong stored = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread = Thread.ofPlatform().name("steady-ingest").unstarted(this::run);
  private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
  private volatile boolean stopped;
  private volatile long runNanos;

  private SteadyIngest(URI server) {
    this.http = new HttpDoor(server);
  }

  static SteadyIngest start(URI server) {
    SteadyIngest ingest = new SteadyIngest(server);
    ingest.thread.start();
    return ingest;
  }

  /** Samples that the server has acknowledged. */
  long stored() {
    return stored.get();
  }

  /** Samples acknowledged each second; to be asked after the end. */
  double rate() {
    return stored() * 1e9 / runNanos;
  }

  private void run() {
    long started = System.nanoTime();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      long next = started;
      for (long tick = 0; !stopped; tick++) {
        long current = tick;
        inFlight.acquireUninterruptibly();
        senders.execute(() -> postAndRelease(current));
        next += TICK_NANOS;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    runNanos = System.nanoTime() - started;
  }

  private void postAndRelease(long tick) {
    try {
      post(tick);
    } catch (RuntimeException | Error e) {
      failure.set(e);
    } finally {
      inFlight.release();
    }
  }

  private void post(long tick) {
    RemoteWriteRequest request = new RemoteWriteRequest();
    long now = clock.millis();
    for (int host = 0; host < HOSTS; host++) {
      for (int route = 0; route < ROUTES; route++) {
        request.add(
            Labels.of("__name__", METRIC, "host", "host-" + host, "route", "/route/" + route),
            now,
            (double) tick * (1 + route));
      }
    }
    HttpAnswer answer = http.post(RemoteWriteLoad.PATH, request.snappy(), RemoteWriteLoad.HEADERS);
    if (answer.status() != 204) {
      throw new AssertionError("remote write: " + answer.status() + " " + answer.body());
    }
    stored.addAndGet(HOSTS * ROUTES);
  }

  /** Stops, and fails if it had failed. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new AssertionError("the ingest failed", thrown);
    }
  }
}
