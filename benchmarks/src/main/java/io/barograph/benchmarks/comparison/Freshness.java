package io.barograph.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.benchmarks.ingest.RemoteWriteSender;
import io.barograph.benchmarks.ingest.RequestBody;
import io.barograph.model.Labels;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long after its acknowledgement a sample is in a query's answer, while the system is sent as
 * much as it takes. A marker is written, and asked for until its value is the one written.
 */
final class Freshness {
  static final String PHASE = "freshness";

  private static final String MARKER = "barograph_benchmark_marker";
  private static final long POLL_MILLIS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpGateway server;
  private final RequestLanes lanes;
  private final MeasurementLog log;
  private final RemoteWriteSender sender;
  private final byte[] labels = RequestBody.encode(Labels.of(Labels.METRIC_NAME, MARKER));

  Freshness(Arguments arguments, RequestLanes lanes, MeasurementLog log) {
    this.server = new HttpGateway(arguments.text("system"), arguments.uri("url"));
    this.lanes = lanes;
    this.log = log;
    this.sender = new RemoteWriteSender(arguments.uri("url").resolve("/api/v1/write"), 1);
  }

  /** Measures for some seconds; how many samples were sent meanwhile, markers not counted. */
  long measure(long samples, Duration seconds) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    long sent = 0;
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<long[]> markers = threads.submit(() -> markers(lanes::lastTimestamp, over));
      long deadline = System.nanoTime() + seconds.toNanos();
      while (System.nanoTime() < deadline && !markers.isDone()) {
        lanes.fill(samples);
        sent += lanes.send(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))).samples();
      }
      over.set(true);
      long[] nanos = markers.get();
      Arrays.sort(nanos);
      log.add(PHASE, Quantity.SAMPLES, nanos.length);
      log.add(PHASE, Quantity.P50_MILLIS, nanos[nanos.length / 2] / 1e6);
      log.add(PHASE, Quantity.P99_MILLIS, nanos[(int) Math.ceil(0.99 * nanos.length) - 1] / 1e6);
    } finally {
      sender.close();
    }
    return sent;
  }

  private long[] markers(LongSupplier loadTime, AtomicBoolean over) throws Exception {
    LongStream.Builder nanos = LongStream.builder();
    long timestamp = 0;
    for (int value = 1; value == 1 || !over.get(); value++) {
      // Beside the load's samples, where every system takes it.
      timestamp = Math.max(timestamp + 1, loadTime.getAsLong());
      RequestBody body = new RequestBody();
      body.add(labels, timestamp, value);
      sender.postUntilTaken(body.compressAndClear());
      nanos.add(untilVisible(timestamp, value));
    }
    return nanos.build().toArray();
  }

  private long untilVisible(long timestamp, int value) throws IOException, InterruptedException {
    String path =
        "/api/v1/query?nocache=1&query=%s&time=%s"
            .formatted(URLEncoder.encode(MARKER, UTF_8), timestamp / 1e3);
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      JsonNode result =
          JsonMapper.shared().readTree(server.get(path)).required("data").required("result");
      if (!result.isEmpty() && result.get(0).get("value").get(1).asDouble() == value) {
        return System.nanoTime() - start;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException(
        "%s does not show a sample that it took %s ago".formatted(server.name(), PATIENCE));
  }
}
