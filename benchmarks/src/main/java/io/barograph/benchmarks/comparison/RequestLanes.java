package io.barograph.benchmarks.comparison;

import io.barograph.benchmarks.ingest.RemoteWriteSender;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections that each send their part of every tick, one request at a time. So a series is always
 * sent over the same connection and in order, which Prometheus requires and real senders do.
 * Requests are encoded before they are sent, and those that time did not suffice for stay.
 */
final class RequestLanes implements AutoCloseable {
  private final RequestSource source;
  private final RemoteWriteSender sender;
  private final List<Deque<EncodedRequest>> lanes = new ArrayList<>();
  private final ExecutorService threads;
  private final AtomicLong lastTimestamp = new AtomicLong();
  private long waiting;

  RequestLanes(RequestSource source, URI target, int connections) {
    this.source = source;
    this.sender = new RemoteWriteSender(target, connections);
    this.threads = Executors.newFixedThreadPool(connections);
    for (int i = 0; i < connections; i++) {
      lanes.add(new ArrayDeque<>());
    }
  }

  /** Encodes ticks until at least so many samples wait. */
  void fill(long samples) {
    while (waiting < samples) {
      addTick();
    }
  }

  /** Encodes one tick if nothing waits. */
  void fillOneTick() {
    fill(1);
  }

  private void addTick() {
    List<EncodedRequest> tick = source.nextTick();
    for (int i = 0; i < tick.size(); i++) {
      lanes.get(i % lanes.size()).add(tick.get(i));
      waiting += tick.get(i).samples();
    }
  }

  /** The timestamp of the latest request that was acknowledged, in milliseconds. */
  long lastTimestamp() {
    return lastTimestamp.get();
  }

  /** Sends what waits, and begins no request after the limit. */
  Sent send(Duration limit) throws Exception {
    long start = System.nanoTime();
    long deadline = start + limit.toNanos();
    List<Future<Sent>> running = new ArrayList<>();
    for (Deque<EncodedRequest> lane : lanes) {
      Callable<Sent> task = () -> send(lane, deadline);
      running.add(threads.submit(task));
    }
    long samples = 0;
    List<long[]> latencies = new ArrayList<>();
    for (Future<Sent> each : running) {
      samples += each.get().samples();
      latencies.add(each.get().latencies());
    }
    long nanos = System.nanoTime() - start;
    waiting -= samples;
    return new Sent(
        samples, nanos, latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray());
  }

  private Sent send(Deque<EncodedRequest> lane, long deadline) throws Exception {
    long start = System.nanoTime();
    long samples = 0;
    long[] latencies = new long[lane.size()];
    int count = 0;
    for (long began = start; !lane.isEmpty() && began < deadline; count++) {
      EncodedRequest request = lane.remove();
      sender.postUntilTaken(request.body());
      samples += request.samples();
      lastTimestamp.accumulateAndGet(request.timestamp(), Math::max);
      long ended = System.nanoTime();
      latencies[count] = ended - began;
      began = ended;
    }
    return new Sent(samples, System.nanoTime() - start, Arrays.copyOf(latencies, count));
  }

  @Override
  public void close() {
    threads.close();
    sender.close();
  }

  /** What was sent and acknowledged, and how long each request took. */
  static final class Sent {
    private final long samples;
    private final long nanos;
    private final long[] latencies;

    Sent(long samples, long nanos, long[] latencies) {
      this.samples = samples;
      this.nanos = nanos;
      this.latencies = latencies;
    }

    long samples() {
      return samples;
    }

    double seconds() {
      return nanos / 1e9;
    }

    /** Not a copy. */
    private long[] latencies() {
      return latencies;
    }

    /** Milliseconds within which a share of the requests was acknowledged. */
    double millis(double share) {
      return latencies.length == 0
          ? Double.NaN
          : latencies[(int) Math.ceil(share * latencies.length) - 1] / 1e6;
    }
  }
}
