package io.barograph.integration.alert;

import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.RemoteWriteRequest;
import io.barograph.integration.process.BarographServer;
import io.barograph.model.Labels;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A series that is sent five times a second to whatever server takes it. */
final class SteadySeries implements AutoCloseable {
  static final String METRIC = "pressure";
  private static final long PAUSE_NANOS = 200_000_000;

  private final List<BarographServer> servers;
  private final Clock clock = Clock.systemUTC();
  private final Thread thread = Thread.ofPlatform().name("steady-series").unstarted(this::run);
  private volatile String subject = "";
  private volatile double value;
  private volatile boolean stopped;

  private SteadySeries(List<BarographServer> servers) {
    this.servers = servers;
  }

  static SteadySeries start(List<BarographServer> servers) {
    SteadySeries series = new SteadySeries(servers);
    series.thread.start();
    return series;
  }

  /** From now on these samples are sent. */
  void send(String newSubject, double newValue) {
    value = newValue;
    subject = newSubject;
  }

  private void run() {
    while (!stopped) {
      if (!subject.isEmpty()) {
        byte[] body =
            new RemoteWriteRequest()
                .add(Labels.of("__name__", METRIC, "subject", subject), clock.millis(), value)
                .snappy();
        for (BarographServer server : servers) {
          if (taken(server, body)) {
            break;
          }
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean taken(BarographServer server, byte[] body) {
    try {
      return server.http().post(RemoteWriteLoad.PATH, body, RemoteWriteLoad.HEADERS).status()
          == 204;
    } catch (UncheckedIOException e) {
      // It was killed; another one may be there.
      return false;
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
