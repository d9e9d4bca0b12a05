package io.barograph.ingest.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.barograph.ingest.IngestLimits;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.LabelLimits;
import io.barograph.model.Label;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.StaleMarker;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StaleSeriesIdsException;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.TimeRange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class RemoteWriteTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Labels UP = Labels.of("__name__", "up", "job", "node");
  private static final Labels LOAD = Labels.of("__name__", "load1");
  private static final IngestLimits LIMITS =
      new IngestLimits(LabelLimits.DEFAULTS, Duration.ofDays(15), Duration.ofMinutes(10), 8 << 20);
  private static final RemoteWriteSettings SETTINGS =
      new RemoteWriteSettings(1 << 20, 4 << 20, 50_000, Duration.ofSeconds(20), 16 << 20);

  private final InMemoryStore store = new InMemoryStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private @Nullable IngestPipeline pipeline;
  private final WebTestClient client = client(store);

  private WebTestClient client(SampleAppender appender) {
    pipeline =
        new IngestPipeline(
            appender, LIMITS, meters, InstantSource.fixed(java.time.Instant.ofEpochMilli(NOW)));
    return WebTestClient.bindToRouterFunction(
            RemoteWrite.routes(pipeline, SETTINGS, Schedulers.parallel()))
        .configureClient()
        .responseTimeout(Duration.ofSeconds(30))
        .build();
  }

  @Test
  void samplesAndMetadataAreStoredBitForBit() {
    WriteRequestBytes request =
        new WriteRequestBytes()
            .series(UP, NOW, StaleMarker.VALUE, NOW - 1000, -0.0)
            .series(LOAD, NOW, Double.POSITIVE_INFINITY)
            .metadata(1, "up", "whether", "");
    for (int round = 0; round < 2; round++) {
      post(request.toSnappy()).expectStatus().isNoContent().expectBody().isEmpty();
    }
    assertThat(samples(UP)).containsExactly(Double.doubleToRawLongBits(-0.0), StaleMarker.BITS);
    assertThat(samples(LOAD)).containsExactly(Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));
    assertThat(store.metadata().map(MetricMetadata::help).collectList().block())
        .containsExactly("whether");
    assertThat(meters.get("barograph.ingest.samples.accepted").counter().count()).isEqualTo(6);
    assertThat(meters.get("barograph.ingest.series.resolved").counter().count()).isEqualTo(2);
    assertThat(pipeline.budget().reserved()).isZero();
  }

  @Test
  void badSeriesAndTimestampsAreNamedAndTheRestIsKept() {
    byte[] notUtf8 = {(byte) 0xC3, 0x28};
    WriteRequestBytes broken = new WriteRequestBytes().label("__name__".getBytes(UTF_8), notUtf8);
    WriteRequestBytes request =
        new WriteRequestBytes()
            .series(UP, NOW, 1)
            .series(List.of(new Label("job", "nameless")), NOW, 1)
            .series(List.of(new Label("__name__", "a"), new Label("x", "1"), new Label("x", "2")))
            .series(Labels.of("__name__", "big", "x", "y".repeat(1_000_000)), NOW, 1)
            .field(1, broken.sample(NOW, 1).toByteArray())
            .series(LOAD, 0, 1, 32_503_680_000_000L, 1, Long.MIN_VALUE, 1, NOW - 5, 7);
    for (int round = 0; round < 2; round++) {
      post(request.toSnappy())
          .expectStatus()
          .isBadRequest()
          .expectBody(String.class)
          .value(
              text ->
                  assertThat(text)
                      .contains("1 sample refused, missing_metric_name: series {job=\"nameless\"}")
                      .contains(
                          "0 samples refused, duplicate_label: series a{x=\"1\"} has the label")
                      .contains(
                          "a value of 1000000 bytes in label \"x\", limit is 4096; shorten it")
                      .contains("1 sample refused, invalid_label")
                      .contains(
                          "2 samples refused, timestamp_too_old: series load1: timestamp 0"
                              + " (1970-01-01")
                      .contains("1 sample refused, timestamp_too_far_in_future")
                      .hasSizeLessThan(4000));
    }
    assertThat(samples(UP)).containsExactly(Double.doubleToRawLongBits(1));
    assertThat(samples(LOAD)).containsExactly(Double.doubleToRawLongBits(7));
  }

  @Test
  void unreadableBodiesAreMalformed() {
    expectError(new byte[0], 400, "malformed snappy");
    expectError(new byte[] {5, 1, 2, 3}, 400, "malformed snappy");
    expectError(
        WriteRequestBytes.snappy(new byte[] {10, 100, 1}), 400, "malformed protobuf at byte 1");
    byte[] good = new WriteRequestBytes().series(UP, NOW, 1).toSnappy();
    for (int length = 1; length < good.length; length++) {
      post(java.util.Arrays.copyOf(good, length)).expectStatus().isBadRequest();
    }
    assertThat(pipeline.budget().reserved()).isZero();
  }

  @Test
  void snappyBombsAreRefusedByTheirHeader() {
    byte[] bomb = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x04, 0};
    expectError(bomb, 400, "invalid uncompressed length 1,073,741,824 declared in 6 bytes");
    expectError(
        WriteRequestBytes.snappy(new byte[5 << 20]), 413, "5242880 bytes after decompression");
  }

  @Test
  void tooLargeBodiesAreRefused() {
    expectError(new byte[(1 << 20) + 1], 413, "1048577 bytes, limit is 1048576");
    WriteRequestBytes many = new WriteRequestBytes();
    for (int i = 0; i < 50_001; i++) {
      many.series(LOAD);
    }
    expectError(
        many.toSnappy(),
        413,
        "more than 50000 series; send smaller batches (in Prometheus: max_samples_per_send)");
    WriteRequestBytes described = new WriteRequestBytes();
    for (int i = 0; i < 50_001; i++) {
      described.metadata(1, "m", "", "");
    }
    expectError(described.toSnappy(), 413, "more than 50000 descriptions");
  }

  @Test
  void bodyThatDoesNotSayItsSizeIsRefusedWhereItPassesTheLimit() {
    DataBuffer chunk = DefaultDataBufferFactory.sharedInstance.wrap(new byte[700_000]);
    client
        .post()
        .uri("/api/v1/write")
        .body(Flux.just(chunk, chunk), DataBuffer.class)
        .exchange()
        .expectStatus()
        .isEqualTo(413)
        .expectBody(String.class)
        .value(text -> assertThat(text).contains("more than 1048576 bytes; send smaller batches"));
    assertThat(pipeline.budget().reserved()).isZero();
  }

  @Test
  void otherMethodsAreToldWhichIsServed() {
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE)) {
      client
          .method(method)
          .uri("/api/v1/write")
          .exchange()
          .expectStatus()
          .isEqualTo(405)
          .expectHeader()
          .valueEquals("Allow", "POST")
          .expectBody(String.class)
          .value(text -> assertThat(text).startsWith("method " + method + " is not served here;"));
    }
  }

  @Test
  void otherFormatsAreUnsupported() {
    byte[] body = new WriteRequestBytes().series(UP, NOW, 1).toSnappy();
    client
        .post()
        .uri("/api/v1/write")
        .header("Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(415)
        .expectBody(String.class)
        .value(text -> assertThat(text).contains("send prometheus.WriteRequest"));
    client
        .post()
        .uri("/api/v1/write")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(415);
    client
        .post()
        .uri("/api/v1/write")
        .header("Content-Encoding", "zstd")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(415);
  }

  @Test
  void unavailableStorageAsksToSendAgain() {
    WebTestClient failing =
        client(
            new ForwardingAppender(store) {
              @Override
              public Mono<Void> append(SampleBatch batch) {
                return Mono.error(
                    new StorageUnavailableException("database is gone", Duration.ofSeconds(7)));
              }
            });
    post(failing, new WriteRequestBytes().series(UP, NOW, 1).toSnappy())
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .valueEquals("Retry-After", "7")
        .expectBody(String.class)
        .isEqualTo("database is gone\n");
    assertThat(pipeline.budget().reserved()).isZero();
  }

  @Test
  void spentBudgetAsksToSendAgain() {
    try (var taken = pipeline.budget().tryReserve(LIMITS.inFlightBytes())) {
      assertThat(taken).isNotNull();
      post(new WriteRequestBytes().series(UP, NOW, 1).toSnappy())
          .expectStatus()
          .isEqualTo(503)
          .expectHeader()
          .valueEquals("Retry-After", "1");
    }
    post(new WriteRequestBytes().series(UP, NOW, 1).toSnappy()).expectStatus().isNoContent();
  }

  @Test
  void staleIdsAreResolvedAgain() {
    AtomicInteger appends = new AtomicInteger();
    WebTestClient expiring =
        client(
            new ForwardingAppender(store) {
              @Override
              public Mono<Void> append(SampleBatch batch) {
                return appends.incrementAndGet() == 1
                    ? Mono.error(new StaleSeriesIdsException(1, 2))
                    : super.append(batch);
              }
            });
    post(expiring, new WriteRequestBytes().series(UP, NOW, 1).toSnappy())
        .expectStatus()
        .isNoContent();
    assertThat(samples(UP)).hasSize(1);
  }

  @Test
  void refusedSeriesAreNotAskedForAgainAtOnce() {
    AtomicInteger asked = new AtomicInteger();
    WebTestClient refusing =
        client(
            new ForwardingAppender(store) {
              @Override
              public Mono<SeriesResolution> resolve(List<Labels> series) {
                asked.incrementAndGet();
                return Mono.just(
                    new SeriesResolution(
                        1,
                        new long[] {SeriesResolution.REFUSED},
                        new Rejection[] {
                          new Rejection(RejectReason.TOO_MANY_SERIES, "limit is 0")
                        }));
              }
            });
    for (int round = 0; round < 3; round++) {
      post(refusing, new WriteRequestBytes().series(UP, NOW, 1).toSnappy())
          .expectStatus()
          .isBadRequest()
          .expectBody(String.class)
          .isEqualTo("1 sample refused, too_many_series: limit is 0\n");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void nativeHistogramsAreRefusedAndTheRestIsKept() {
    WriteRequestBytes series = new WriteRequestBytes();
    series.label("__name__", "up").label("job", "node").sample(NOW, 3).field(4, new byte[] {8, 1});
    expectError(
        new WriteRequestBytes().field(1, series.toByteArray()).toSnappy(),
        400,
        "1 sample refused, unsupported: series up{job=\"node\"}: native histograms are not stored");
    assertThat(samples(UP)).containsExactly(Double.doubleToRawLongBits(3));
  }

  @Test
  void exemplarsAreCountedAsRefusedAndFailNothing() {
    WriteRequestBytes series = new WriteRequestBytes().label("__name__", "up").label("job", "node");
    series.field(3, new byte[] {8, 1}).sample(NOW, 3).field(3, new byte[] {8, 1});
    post(new WriteRequestBytes().field(1, series.toByteArray()).toSnappy())
        .expectStatus()
        .isNoContent();
    assertThat(samples(UP)).containsExactly(Double.doubleToRawLongBits(3));
    assertThat(
            meters
                .get("barograph.ingest.samples.refused")
                .tag("reason", "unsupported")
                .counter()
                .count())
        .isEqualTo(2);
    assertThat(meters.get("barograph.ingest.samples.received").counter().count()).isEqualTo(3);
  }

  @Test
  void seriesWithoutSamplesAreNotCreated() {
    WriteRequestBytes exemplarOnly = new WriteRequestBytes().label("__name__", "idle");
    WriteRequestBytes request =
        new WriteRequestBytes()
            .field(1, exemplarOnly.field(3, new byte[] {1, 0}).toByteArray())
            .series(UP, NOW, 1);
    post(request.toSnappy()).expectStatus().isNoContent();
    assertThat(meters.get("barograph.ingest.series.resolved").counter().count()).isEqualTo(1);
  }

  @Test
  void manyNewSeriesAreResolvedSomeAtATime() {
    List<Integer> asked = new CopyOnWriteArrayList<>();
    WebTestClient counting =
        client(
            new ForwardingAppender(store) {
              @Override
              public Mono<SeriesResolution> resolve(List<Labels> series) {
                asked.add(series.size());
                return super.resolve(series);
              }
            });
    WriteRequestBytes request = new WriteRequestBytes();
    for (int i = 0; i < 25_000; i++) {
      request.series(Labels.of("__name__", "m", "i", "" + i), NOW, i);
    }
    for (int round = 0; round < 2; round++) {
      post(counting, request.toSnappy()).expectStatus().isNoContent();
    }
    assertThat(asked).containsExactly(10_000, 10_000, 5_000);
    assertThat(samples(Labels.of("__name__", "m", "i", "24999")))
        .containsExactly(Double.doubleToRawLongBits(24_999));
  }

  @Test
  void labelSetsThatWaitForStorageCountAsMemory() {
    List<Long> reserved = new CopyOnWriteArrayList<>();
    WebTestClient watching =
        client(
            new ForwardingAppender(store) {
              @Override
              public Mono<SeriesResolution> resolve(List<Labels> series) {
                reserved.add(pipeline.budget().reserved());
                return super.resolve(series);
              }
            });
    WriteRequestBytes request = new WriteRequestBytes();
    for (int i = 0; i < 25_000; i++) {
      request.series(Labels.of("__name__", "m", "i", "" + i), NOW, i);
    }
    post(watching, request.toSnappy()).expectStatus().isNoContent();
    // Two labels of 96 bytes for each of 10,000 series, and once only, however often there are so
    // many: those before are gone.
    assertThat(reserved).hasSize(3).allSatisfy(bytes -> assertThat(bytes).isGreaterThan(1_920_000));
    assertThat(reserved.get(2)).isCloseTo(reserved.get(0), withinPercentage(5));
    assertThat(pipeline.budget().reserved()).isZero();
  }

  @Test
  void everySampleIsAcceptedRefusedOrTurnedAway() {
    WriteRequestBytes histogram = new WriteRequestBytes().label("__name__", "h");
    post(
        new WriteRequestBytes()
            .series(UP, NOW, 1, 0, 2)
            .field(1, histogram.field(4, new byte[0]).sample(NOW, 1).toByteArray())
            .toSnappy());
    assertThat(meters.get("barograph.ingest.samples.received").counter().count()).isEqualTo(4);
    assertThat(meters.get("barograph.ingest.samples.accepted").counter().count()).isEqualTo(2);
    assertThat(
            meters.get("barograph.ingest.samples.refused").counters().stream()
                .mapToDouble(Counter::count)
                .sum())
        .isEqualTo(2);
  }

  @Test
  void emptyRequestIsFine() {
    post(WriteRequestBytes.snappy(new byte[0])).expectStatus().isNoContent();
  }

  private void expectError(byte[] body, int status, String text) {
    post(body)
        .expectStatus()
        .isEqualTo(status)
        .expectBody(String.class)
        .value(answer -> assertThat(answer).contains(text));
  }

  private WebTestClient.ResponseSpec post(byte[] body) {
    return post(client, body);
  }

  private static WebTestClient.ResponseSpec post(WebTestClient to, byte[] body) {
    return to.post()
        .uri("/api/v1/write")
        .header("Content-Type", "application/x-protobuf")
        .header("Content-Encoding", "snappy")
        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
        .bodyValue(body)
        .exchange();
  }

  /** Raw bits of the values of one series, in time order. */
  private List<Long> samples(Labels labels) {
    return store
        .select(TimeRange.ALL, List.of())
        .filter(series -> series.labels().equals(labels))
        .flatMapIterable(Series::samples)
        .map(sample -> Double.doubleToRawLongBits(sample.value()))
        .collectList()
        .block();
  }

  private static class ForwardingAppender implements SampleAppender {
    private final SampleAppender target;

    private ForwardingAppender(SampleAppender target) {
      this.target = target;
    }

    @Override
    public Mono<SeriesResolution> resolve(List<Labels> series) {
      return target.resolve(series);
    }

    @Override
    public Mono<Void> append(SampleBatch batch) {
      return target.append(batch);
    }

    @Override
    public Mono<Void> describe(Collection<MetricMetadata> metadata) {
      return target.describe(metadata);
    }

    @Override
    public long seriesGeneration() {
      return target.seriesGeneration();
    }
  }
}
