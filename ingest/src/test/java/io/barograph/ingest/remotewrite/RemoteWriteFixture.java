package io.barograph.ingest.remotewrite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.ingest.InFlightBudget;
import io.barograph.ingest.IngestLimits;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.LabelLimits;
import io.barograph.model.Labels;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.Series;
import io.barograph.storage.TimeRange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.scheduler.Schedulers;

/** The door over a store in memory, and a client that posts to it. */
final class RemoteWriteFixture {
  static final long NOW = 1_800_000_000_000L;
  static final Labels UP = Labels.of("__name__", "up", "job", "node");
  static final Labels LOAD = Labels.of("__name__", "load1");
  static final IngestLimits LIMITS =
      new IngestLimits(LabelLimits.DEFAULTS, Duration.ofDays(15), Duration.ofMinutes(10), 8 << 20);

  private static final RemoteWriteSettings SETTINGS =
      new RemoteWriteSettings(1 << 20, 4 << 20, 50_000, Duration.ofSeconds(20), 16 << 20);

  private final InMemoryStore store = new InMemoryStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private @Nullable IngestPipeline pipeline;
  private final WebTestClient client = client(store);

  /** A client of another door, over this appender; the budget is that of the newest door. */
  WebTestClient client(SampleAppender appender) {
    pipeline =
        new IngestPipeline(
            appender, LIMITS, meters, InstantSource.fixed(Instant.ofEpochMilli(NOW)));
    return WebTestClient.bindToRouterFunction(
            RemoteWrite.routes(pipeline, SETTINGS, Schedulers.parallel()))
        .configureClient()
        .responseTimeout(Duration.ofSeconds(30))
        .build();
  }

  WebTestClient client() {
    return client;
  }

  InMemoryStore store() {
    return store;
  }

  SimpleMeterRegistry meters() {
    return meters;
  }

  InFlightBudget budget() {
    return requireNonNull(pipeline).budget();
  }

  void expectError(byte[] body, int status, String text) {
    post(body)
        .expectStatus()
        .isEqualTo(status)
        .expectBody(String.class)
        .value(answer -> assertThat(answer).contains(text));
  }

  WebTestClient.ResponseSpec post(byte[] body) {
    return post(client, body);
  }

  WebTestClient.ResponseSpec post(WebTestClient to, byte[] body) {
    return to.post()
        .uri("/api/v1/write")
        .header("Content-Type", "application/x-protobuf")
        .header("Content-Encoding", "snappy")
        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
        .bodyValue(body)
        .exchange();
  }

  /** Raw bits of the values of one series, in time order. */
  List<Long> samples(Labels labels) {
    return store
        .select(TimeRange.ALL, List.of())
        .filter(series -> series.labels().equals(labels))
        .flatMapIterable(Series::samples)
        .map(sample -> Double.doubleToRawLongBits(sample.value()))
        .collectList()
        .block();
  }
}
