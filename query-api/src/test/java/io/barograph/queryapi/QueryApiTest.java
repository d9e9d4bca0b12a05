package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.model.StaleMarker;
import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.TimeRange;
import io.barograph.storage.inventory.InMemoryInventory;
import io.barograph.storage.records.InMemoryRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class QueryApiTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000_030), ZoneOffset.UTC);
  private static final QueryApiSettings SETTINGS =
      new QueryApiSettings(11_000, 1, Duration.ofDays(15), "test");

  private final InMemoryStore store = new InMemoryStore();
  private final WebTestClient client = client(store);

  private WebTestClient client(SeriesQuerier querier) {
    return client(querier, new SimpleMeterRegistry());
  }

  private static WebTestClient client(SeriesQuerier querier, MeterRegistry meters) {
    Engine engine =
        new Engine(querier, EngineSettings.DEFAULT, Schedulers.boundedElastic(), System::nanoTime);
    return WebTestClient.bindToRouterFunction(
            QueryApi.routes(
                engine,
                querier,
                AlertSources.NONE,
                new ServiceSources(new InMemoryRecords(), new InMemoryInventory()),
                SETTINGS,
                CLOCK,
                meters))
        .configureClient()
        .responseTimeout(Duration.ofSeconds(30))
        .build();
  }

  @BeforeEach
  void fillStore() {
    TestApi.append(store, Labels.of("__name__", "load1", "host", "a"), 1, 2, 3);
    TestApi.append(
        store, Labels.of("__name__", "load1", "host", "b"), 0.5, Double.POSITIVE_INFINITY, 1e-7);
    TestApi.append(
        store,
        Labels.of("__name__", "up", "host", "a", "http.code", "x\"y"),
        1,
        1,
        StaleMarker.VALUE);
    store
        .describe(List.of(new MetricMetadata("load1", MetricType.GAUGE, "1m load average.", "")))
        .block();
  }

  @Test
  void instantQueryAnswersNowByDefault() {
    assertThat(get("/api/v1/query", "query", "load1"))
        .isEqualTo(
            """
            {"status":"success","data":{"resultType":"vector","result":[\
            {"metric":{"__name__":"load1","host":"a"},"value":[1000030,"3"]},\
            {"metric":{"__name__":"load1","host":"b"},"value":[1000030,"1e-07"]}]}}""");
  }

  @Test
  void staleSeriesAreGoneAndRangesLeaveTheMarkerOut() {
    assertThat(get("/api/v1/query", "query", "up")).endsWith("\"result\":[]}}");
    assertThat(get("/api/v1/query", "query", "up[30s]", "time", "1000020.5"))
        .endsWith(
            """
            {"resultType":"matrix","result":[\
            {"metric":{"__name__":"up","host":"a","http.code":"x\\"y"},\
            "values":[[1000000,"1"],[1000010,"1"]]}]}}""");
  }

  @Test
  void rangeQueryAnswersEachStep() {
    assertThat(
            get(
                "/api/v1/query_range",
                "query",
                "load1{host=~\"b|c\"}",
                "start",
                "1000000",
                "end",
                "1000020",
                "step",
                "10"))
        .isEqualTo(
            """
            {"status":"success","data":{"resultType":"matrix","result":[\
            {"metric":{"__name__":"load1","host":"b"},\
            "values":[[1000000,"0.5"],[1000010,"+Inf"],[1000020,"1e-07"]]}]}}""");
  }

  @Test
  void formsAreReadFromPostedBodies() {
    client
        .post()
        .uri("/api/v1/query?time=1000000")
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .body(BodyInserters.fromFormData("query", "load1{host=\"a\"}"))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .value(body -> assertThat(body).contains("[1000000,\"1\"]"));
  }

  @Test
  void limitTruncatesWithAWarning() {
    assertThat(get("/api/v1/query", "query", "load1", "limit", "1"))
        .contains("\"a\"")
        .doesNotContain("\"b\"")
        .endsWith(",\"warnings\":[\"results truncated due to limit\"]}");
    assertThat(get("/api/v1/labels", "limit", "2"))
        .isEqualTo(
            """
            {"status":"success","data":["__name__","host"],\
            "warnings":["results truncated due to limit"]}""");
  }

  @Test
  void labelsValuesAndSeries() {
    assertThat(get("/api/v1/labels")).endsWith("[\"__name__\",\"host\",\"http.code\"]}");
    assertThat(get("/api/v1/labels", "match[]", "load1")).endsWith("[\"__name__\",\"host\"]}");
    assertThat(get("/api/v1/label/__name__/values")).endsWith("[\"load1\",\"up\"]}");
    assertThat(get("/api/v1/label/U__http_2e_code/values")).endsWith("[\"x\\\"y\"]}");
    assertThat(get("/api/v1/label/nope/values")).endsWith("\"data\":[]}");
    assertThat(get("/api/v1/series", "match[]", "load1{host=\"a\"}", "match[]", "{host=\"a\"}"))
        .isEqualTo(
            """
            {"status":"success","data":[{"__name__":"load1","host":"a"},\
            {"__name__":"up","host":"a","http.code":"x\\"y"}]}""");
  }

  @Test
  void metadataOfMetrics() {
    String expected =
        """
        {"status":"success","data":{"load1":\
        [{"type":"gauge","help":"1m load average.","unit":""}]}}""";
    assertThat(get("/api/v1/metadata")).isEqualTo(expected);
    assertThat(get("/api/v1/metadata", "metric", "load1")).isEqualTo(expected);
    assertThat(get("/api/v1/metadata", "metric", "nope")).endsWith("\"data\":{}}");
  }

  @Test
  void grafanaTakesUsForPrometheus() {
    assertThat(get("/api/v1/query", "query", "1+1", "time", "4"))
        .endsWith("{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}");
    assertThat(get("/api/v1/status/buildinfo"))
        .contains("\"version\":\"3.5.0\"")
        .doesNotContain("features");
    assertThat(
            get("/api/v1/query_exemplars", "query", "test", "start", "1", "end", "1435781430781"))
        .endsWith("\"data\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          query | query= | invalid parameter "query": unknown position: parse error: no expression found in input
          query | query=load1&time=soon | invalid parameter "time": cannot parse "soon" to a valid timestamp
          query | query=load1&timeout=x | invalid parameter "timeout": cannot parse "x" to a valid duration
          query | query=load1&timeout=-1 | timeout must be at least a millisecond, got "PT-1S"
          query | query=load1&limit=-1 | invalid parameter "limit": "-1" is no limit; give a whole number, 0 for no limit
          query_range | query=load1&end=1&step=1 | invalid parameter "start": cannot parse "" to a valid timestamp
          query_range | query=load1&start=2&end=1&step=1 | invalid parameter "end": end timestamp must not be before start time
          query_range | query=load1&start=0&end=1&step=0 | invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer
          query_range | query=load1&start=0&end=11001&step=1 | exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)
          series | start=0 | no match[] parameter provided
          series | match[]=up{{ | *
          labels | match[]={host=~".*"} | invalid parameter "match[]": match[] must contain at least one non-empty matcher
          labels | start=2&end=1 | invalid parameter "end": end timestamp must not be before start time
          """)
  void badParametersAreNamed(String path, String parameters, String message) {
    String[] namesAndValues = parameters.strip().split("[&]|(?<=[a-z\\]])=(?=[^~]|$)", -1);
    client
        .get()
        .uri(uri("/api/v1/" + path.strip(), namesAndValues))
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody(String.class)
        .value(
            body -> {
              assertThat(body).startsWith("{\"status\":\"error\",\"errorType\":\"bad_data\"");
              if (!message.equals("*")) {
                assertThat(body).endsWith("\"error\":\"" + message.replace("\"", "\\\"") + "\"}");
              }
            });
  }

  @Test
  void unavailableStorageIsNotTheClientsFault() {
    SeriesQuerier gone = new UnavailableQuerier();
    client(gone)
        .get()
        .uri("/api/v1/query?query=up")
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectBody(String.class)
        .isEqualTo(
            """
            {"status":"error","errorType":"unavailable","error":"the database is gone"}""");
  }

  @Test
  void queriesAreFormatted() {
    assertThat(get("/api/v1/format_query", "query", "sum( rate(up [5m]) )by(job)"))
        .isEqualTo("{\"status\":\"success\",\"data\":\"sum by (job) (rate(up[5m]))\"}");
  }

  @Test
  void otherOriginsMayRead() {
    client
        .get()
        .uri("/api/v1/labels")
        .header("Origin", "http://elsewhere.example")
        .exchange()
        .expectHeader()
        .valueEquals("Access-Control-Allow-Origin", "*");
  }

  private String get(String path, String... namesAndValues) {
    return client
        .get()
        .uri(uri(path, namesAndValues))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody();
  }

  private static URI uri(String path, String... namesAndValues) {
    StringBuilder template = new StringBuilder(path);
    Object[] values = new Object[namesAndValues.length / 2];
    for (int i = 0; i < values.length; i++) {
      template.append(i == 0 ? '?' : '&').append(namesAndValues[2 * i]).append("={v" + i + "}");
      values[i] = namesAndValues[2 * i + 1];
    }
    return UriComponentsBuilder.fromUriString(template.toString()).encode().build(values);
  }

  private static class UnavailableQuerier implements SeriesQuerier {
    private static <T> Flux<T> gone() {
      return Flux.error(
          new StorageUnavailableException("the database is gone", Duration.ofSeconds(5)));
    }

    @Override
    public Flux<Series> select(TimeRange range, List<LabelMatcher> matchers) {
      return gone();
    }

    @Override
    public Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers) {
      return gone();
    }

    @Override
    public Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers) {
      return gone();
    }

    @Override
    public Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers) {
      return gone();
    }

    @Override
    public Flux<MetricMetadata> metadata() {
      return gone();
    }
  }
}
