package io.barograph.integration.load;

import io.barograph.integration.process.HttpDoor;
import io.barograph.model.Labels;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Many senders that never wait: each sends the same large request again as soon as it is answered,
 * whatever the answer is. Nobody counts on what they send.
 */
public final class RemoteWriteFlood implements AutoCloseable {
  private static final int SERIES = 10_000;

  private final Map<Integer, Long> answers = new ConcurrentHashMap<>();
  private final List<Thread> senders = new ArrayList<>();
  private final HttpDoor http;
  private volatile boolean stopped;

  private RemoteWriteFlood(URI server) {
    this.http = new HttpDoor(server);
  }

  /** Starts so many senders of 10,000 samples a request, stamped with this time. */
  public static RemoteWriteFlood start(int count, URI server, long timestamp) {
    RemoteWriteFlood flood = new RemoteWriteFlood(server);
    byte[] body = body(timestamp);
    for (int i = 0; i < count; i++) {
      flood.senders.add(Thread.ofVirtual().start(() -> flood.send(body)));
    }
    return flood;
  }

  /** How many requests were answered with each status; 0 stands for none. */
  public Map<Integer, Long> answers() {
    return Map.copyOf(answers);
  }

  private void send(byte[] body) {
    while (!stopped) {
      answers.merge(statusOf(body), 1L, Long::sum);
    }
  }

  private int statusOf(byte[] body) {
    try {
      return http.post(RemoteWriteLoad.PATH, body, RemoteWriteLoad.HEADERS).status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private static byte[] body(long timestamp) {
    RemoteWriteRequest request = new RemoteWriteRequest();
    for (int i = 0; i < SERIES; i++) {
      request.add(
          Labels.of("__name__", "flood", "instance", "instance-" + i, "job", "outage"),
          timestamp,
          i);
    }
    return request.snappy();
  }

  /** Stops the senders; returns when the last answer is in. */
  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread sender : senders) {
        sender.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
