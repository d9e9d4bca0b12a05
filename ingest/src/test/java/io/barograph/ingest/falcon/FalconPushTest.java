package io.barograph.ingest.falcon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.ingest.IngestLimits;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.LabelLimits;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.model.Sample;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.TimeRange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

final class FalconPushTest {
  private static final long NOW = 1_700_000_000_000L;

  private final InMemoryStore store = new InMemoryStore();
  private final IngestPipeline pipeline = pipeline(store);
  private final WebTestClient client = client(pipeline);

  private static IngestPipeline pipeline(SampleAppender appender) {
    return new IngestPipeline(
        appender,
        new IngestLimits(
            LabelLimits.DEFAULTS, Duration.ofDays(15), Duration.ofMinutes(10), 1 << 20),
        new SimpleMeterRegistry(),
        InstantSource.fixed(Instant.ofEpochMilli(NOW)));
  }

  private static WebTestClient client(IngestPipeline pipeline) {
    return WebTestClient.bindToRouterFunction(
            FalconPush.routes(
                pipeline,
                new FalconSettings(256 << 10, 1000, Duration.ofSeconds(20)),
                Schedulers.parallel()))
        .configureClient()
        .responseTimeout(Duration.ofSeconds(30))
        .build();
  }

  private record Reply(int status, String body) {}

  private Reply post(String path, byte[] body) {
    var result =
        client.post().uri(path).bodyValue(body).exchange().expectBody(String.class).returnResult();
    assertThat(pipeline.budget().reserved()).isZero();
    return new Reply(result.getStatus().value(), String.valueOf(result.getResponseBody()));
  }

  private Reply push(String body) {
    return post("/api/push", body.getBytes(UTF_8));
  }

  private static String item(String metric, Object value, String type, String tags, long time) {
    return """
        {"endpoint":"web-1","metric":"%s","timestamp":%d,"step":60,"value":%s,"counterType":"%s","tags":"%s"}"""
        .formatted(metric, time, value, type, tags);
  }

  private static String good(String metric) {
    return item(metric, 1, "GAUGE", "", NOW / 1000);
  }

  private List<Sample> samples(Labels labels) {
    return store
        .select(TimeRange.ALL, List.of())
        .filter(series -> series.labels().equals(labels))
        .flatMapIterable(Series::samples)
        .collectList()
        .block();
  }

  private List<String> metrics() {
    return store
        .select(TimeRange.ALL, List.of())
        .map(series -> series.labels().metricName())
        .collectList()
        .block();
  }

  @Test
  void samplesKeepTheirTimeAndTagsBecomeLabels() {
    long odd = NOW / 1000 - 37;
    String body =
        "["
            + item("cpu.idle", 9.5, "GAUGE", "project=falcon, module=graph,rubbish,core=0", odd)
            + ","
            + item("net.in", "\"1e3\"", "COUNTER", "", odd)
            + ","
            + item("net.in", 1001, "COUNTER", "", odd + 1)
            + "]";

    assertThat(push(body).body())
        .startsWith(
            "{\"msg\":\"success\",\"data\":{\"Message\":\"ok\",\"Total\":3,\"Invalid\":0,\"Latency\":")
        .doesNotContain("errors");
    Labels idle =
        Labels.of(
            "__name__",
            "cpu.idle",
            "endpoint",
            "web-1",
            "project",
            "falcon",
            "module",
            "graph",
            "core",
            "0");
    assertThat(samples(idle)).containsExactly(new Sample(odd * 1000, 9.5));
    assertThat(samples(Labels.of("__name__", "net.in", "endpoint", "web-1")))
        .containsExactly(new Sample(odd * 1000, 1000), new Sample(odd * 1000 + 1000, 1001));
    assertThat(store.metadata().collectMap(MetricMetadata::metric, MetricMetadata::type).block())
        .containsEntry("cpu.idle", MetricType.GAUGE)
        .containsEntry("net.in", MetricType.COUNTER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | malformed",
        "7 | malformed",
        "[[{}]] | malformed",
        "{} | missing_metric_name",
        "{'metric':'','endpoint':'e','step':60,'value':1,'counterType':'GAUGE'} | missing_metric_name",
        "{'metric':'m','endpoint':'','step':60,'value':1,'counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':1,'counterType':'gauge'} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':1} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':'','counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':'12.5ms','counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':'NaN','counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':1e999,'counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':'0x1p3','counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':{'a':[1]},'counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':true,'counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':0,'value':1,'counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':-60,'value':1,'counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':'60','value':1,'counterType':'GAUGE'} | malformed",
        "{'metric':'m','endpoint':'e','step':60,'value':1,'counterType':'GAUGE','timestamp':1e99} | malformed",
        "{'metric':['m'],'endpoint':'e','step':60,'value':1,'counterType':'GAUGE'} | malformed",
        "{'metric':'kernel.hostname','endpoint':'e','step':60,'value':1,'counterType':'GAUGE'} | unsupported",
        "{'metric':'m','endpoint':'e','step':60,'value':1,'counterType':'GAUGE','tags':'a=1,a=2'} | duplicate_label",
        "{'metric':'m','endpoint':'e','step':60,'value':1,'counterType':'GAUGE','tags':'endpoint=x'} | duplicate_label",
        "{'metric':'m','endpoint':'e','step':60,'value':1,'counterType':'GAUGE','tags':'__name__=x'} | duplicate_label",
        "{'metric':'m','endpoint':'e','step':60,'value':1,'counterType':'GAUGE','tags':'=x'} | invalid_label",
        "{'metric':'m\\u0000','endpoint':'e','step':60,'value':1,'counterType':'GAUGE'} | invalid_label",
        "{'metric':'m','endpoint':'e','step':60,'value':1,'counterType':'GAUGE','timestamp':1600000000} | timestamp_too_old",
        "{'metric':'m','endpoint':'e','step':60,'value':1,'counterType':'GAUGE','timestamp':1800000000} | timestamp_too_far_in_future",
      })
  void eachKindOfInvalidItemIsRefusedAloneWithItsReason(String item, String reason) {
    String quoted = item.replace('"', '\'').replace('\'', '"');
    Reply reply = push("[" + good("before") + "," + quoted + "," + good("after") + "]");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .contains("\"Total\":3,\"Invalid\":1")
        .contains("\"errors\":[{\"index\":1,")
        .contains("\"reason\":\"" + reason.strip() + "\"");
    assertThat(metrics()).containsExactlyInAnyOrder("before", "after");
  }

  @Test
  void metricAndTagsTogetherHaveAtMost510Bytes() {
    String fits = "m".repeat(500);
    assertThat(push("[" + item(fits, 1, "GAUGE", "a=12345678", NOW / 1000) + "]").body())
        .contains("\"Invalid\":0");
    assertThat(push("[" + item(fits, 1, "GAUGE", "a=123456789", NOW / 1000) + "]").body())
        .contains("have 511 bytes, limit is 510");
  }

  @Test
  void aTagThatIsRepeatedWordForWordCountsOnce() {
    String tags = "type=memory,a=1,type=memory, type = memory";
    assertThat(push("[" + item("m", 1, "GAUGE", tags, NOW / 1000) + "]").body())
        .contains("\"Invalid\":0");
    String other = tags + ",type=mem";
    assertThat(push("[" + item("m", 1, "GAUGE", other, NOW / 1000) + "]").body())
        .contains("\"reason\":\"duplicate_label\"");
    assertThat(samples(Labels.of("__name__", "m", "endpoint", "web-1", "type", "memory", "a", "1")))
        .hasSize(1);
  }

  @Test
  void timesThatNobodyCanMeanAreNow() {
    String far = item("far", 1, "GAUGE", "", 2 * (NOW / 1000) + 1);
    assertThat(push("[" + far + "," + item("zero", 1, "GAUGE", "", 0) + "]").body())
        .contains("\"Invalid\":0");
    assertThat(samples(Labels.of("__name__", "far", "endpoint", "web-1")))
        .containsExactly(new Sample(NOW, 1));
    assertThat(samples(Labels.of("__name__", "zero", "endpoint", "web-1")))
        .containsExactly(new Sample(NOW, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[",
        "[{]",
        "[{\"metric\":\"m\"",
        "nonsense",
        "[]]",
        "[1,]",
        "\"text\"",
        " "
      })
  void aBodyThatIsNoArrayIsRefusedInFalconsWords(String body) {
    assertThat(push(body).status()).isEqualTo(400);
    Reply reply = post("/v1/push", body.getBytes(UTF_8));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).startsWith("connot decode body: ");
  }

  @Test
  void anEmptyBodyIsBlank() {
    assertThat(post("/v1/push", new byte[0])).isEqualTo(new Reply(400, "body is blank\n"));
    assertThat(push("[]").body()).contains("\"Total\":0,\"Invalid\":0");
  }

  @Test
  void depthSizeAndCountAreBounded() {
    assertThat(push("[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(push("[" + "{\"x\":".repeat(1000)).status()).isEqualTo(400);
    assertThat(push(" ".repeat(300_000)).status()).isEqualTo(413);
    assertThat(push("[" + "1,".repeat(1000) + "1]").body()).contains("more than 1000 items");
    Reply many = push("[" + "1,".repeat(999) + "1]");
    assertThat(many.body()).contains("\"Total\":1000,\"Invalid\":1000").contains("\"index\":99,");
    assertThat(many.body()).doesNotContain("\"index\":100,");
  }

  @Test
  void theAgentsPathSaysSuccessAsTheAgentDoes() throws IOException {
    assertThat(post("/v1/push", recorded())).isEqualTo(new Reply(200, "success"));
    assertThat(metrics()).contains("agent.alive", "df.bytes.used.percent", "net.if.in.bytes");
  }

  /** In the form in which a falcon-agent sends what it collects each minute. */
  private static byte[] recorded() throws IOException {
    try (InputStream stream = FalconPushTest.class.getResourceAsStream("falcon-agent.json")) {
      return stream.readAllBytes();
    }
  }

  @Test
  void whatCannotBeStoredNowIsToBeSentAgain() {
    SampleAppender gone =
        new SampleAppender() {
          @Override
          public Mono<SeriesResolution> resolve(List<Labels> series) {
            return Mono.error(new StorageUnavailableException("gone", Duration.ofSeconds(3)));
          }

          @Override
          public Mono<Void> append(SampleBatch batch) {
            return Mono.error(new IllegalStateException("nothing was resolved"));
          }

          @Override
          public Mono<Void> describe(Collection<MetricMetadata> metadata) {
            return Mono.empty();
          }

          @Override
          public long seriesGeneration() {
            return 0;
          }
        };
    IngestPipeline broken = pipeline(gone);
    client(broken)
        .post()
        .uri("/v1/push")
        .bodyValue("[" + good("m") + "]")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .valueEquals("Retry-After", "3");
    assertThat(broken.budget().reserved()).isZero();
    assertThat(broken.registry().get("barograph.ingest.samples.turned.away").counter().count())
        .isEqualTo(1);
  }

  @Test
  void memoryIsTakenFromTheOneBudget() {
    var taken = pipeline.budget().tryReserve((1 << 20) - 100);
    assertThat(
            client
                .post()
                .uri("/v1/push")
                .bodyValue("[" + good("m") + "]")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value())
        .isEqualTo(503);
    taken.close();
    assertThat(push("[" + good("m") + "]").status()).isEqualTo(200);
  }
}
