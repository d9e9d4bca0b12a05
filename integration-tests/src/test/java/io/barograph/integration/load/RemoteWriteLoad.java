package io.barograph.integration.load;

import io.barograph.integration.process.HttpAnswer;
import io.barograph.integration.process.HttpDoor;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A sender like Prometheus: one request after the other, each sent again until it is acknowledged.
 * What no retry can mend, such as a 400, ends it and is told by {@link #finish()}.
 */
public final class RemoteWriteLoad implements AutoCloseable {
  public static final String PATH = "/api/v1/write";
  public static final String[] HEADERS = {
    "Content-Type", "application/x-protobuf",
    "Content-Encoding", "snappy",
    "X-Prometheus-Remote-Write-Version", "0.1.0"
  };

  private static final int TICKS_PER_REQUEST = 5;
  private static final long RETRY_NANOS = 50_000_000;

  private final SampleLedger ledger;
  private final HttpDoor http;
  private final long pauseNanos;
  private final AtomicLong unavailable = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean stopped;

  private RemoteWriteLoad(SampleLedger ledger, URI server, long pauseNanos) {
    this.ledger = ledger;
    this.http = new HttpDoor(server);
    this.pauseNanos = pauseNanos;
    this.thread = Thread.ofPlatform().name("remote-write-load").unstarted(this::run);
  }

  /** Sends a request, waits so long, and so on. */
  public static RemoteWriteLoad start(SampleLedger ledger, URI server, long pauseMillis) {
    RemoteWriteLoad load = new RemoteWriteLoad(ledger, server, pauseMillis * 1_000_000);
    load.thread.start();
    return load;
  }

  /** How often the server said 503. */
  public long unavailable() {
    return unavailable.get();
  }

  private void run() {
    try {
      for (int tick = 0; !stopped; tick += TICKS_PER_REQUEST) {
        send(tick);
        LockSupport.parkNanos(pauseNanos);
      }
    } catch (RuntimeException | Error e) {
      failure.set(e);
    }
  }

  private void send(int firstTick) {
    byte[] body = body(firstTick);
    while (!stopped) {
      int status = statusOf(body);
      if (status == 204) {
        forEach(firstTick, ledger::acknowledged);
        return;
      }
      if (status == 503) {
        unavailable.incrementAndGet();
      } else if (status != 0) {
        throw new AssertionError("remote write was answered with " + status);
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /** 0 when the server was not reached or went away before its answer. */
  private int statusOf(byte[] body) {
    try {
      HttpAnswer answer = http.post(PATH, body, HEADERS);
      if (answer.status() == 400) {
        throw new AssertionError("remote write was refused: " + answer.body());
      }
      return answer.status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private byte[] body(int firstTick) {
    LoadSeries load = ledger.load();
    RemoteWriteRequest request = new RemoteWriteRequest();
    for (int series = 0; series < load.count(); series++) {
      long[] timestamps = new long[TICKS_PER_REQUEST];
      double[] values = new double[TICKS_PER_REQUEST];
      for (int i = 0; i < TICKS_PER_REQUEST; i++) {
        timestamps[i] = load.timestamp(firstTick + i);
        values[i] = load.value(series, firstTick + i);
      }
      request.add(load.labels(series), timestamps, values);
    }
    forEach(firstTick, ledger::sent);
    return request.snappy();
  }

  @FunctionalInterface
  private interface SampleAction {
    void on(int series, int tick);
  }

  private void forEach(int firstTick, SampleAction action) {
    for (int series = 0; series < ledger.load().count(); series++) {
      for (int i = 0; i < TICKS_PER_REQUEST; i++) {
        action.on(series, firstTick + i);
      }
    }
  }

  /** Whether it met what no retry can mend. */
  public boolean hasFailed() {
    return failure.get() != null;
  }

  /** Stops sending, whatever has happened. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }

  /** Stops sending and fails if the load had failed. */
  public void finish() {
    close();
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new AssertionError("the load failed", thrown);
    }
  }
}
