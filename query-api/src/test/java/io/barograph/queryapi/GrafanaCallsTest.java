package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Grafana's Prometheus data source sends, call by call, and what it needs to get. */
class GrafanaCallsTest {
  private final TestApi api = new TestApi();

  @BeforeEach
  void fillStore() {
    api.append(Labels.of("__name__", "http_requests_total", "host", "a"), 0, 10, 20, 30);
    api.append(Labels.of("__name__", "http_requests_total", "host", "b"), 0, 20, 40, 60);
    api.append(Labels.of("__name__", "load1", "host", "a", "http.code", "200"), 1, 2, 3, 4);
    api.store()
        .describe(List.of(new MetricMetadata("load1", MetricType.GAUGE, "1m load average.", "")))
        .block();
  }

  @Test
  void saveAndTestAddsOneAndOneInNineteenSeventy() {
    assertSuccess(
        api.post("/query", "query", "1+1", "time", "4"),
        """
        {"resultType":"scalar","result":[4,"2"]}""");
  }

  @Test
  void buildInfoWithoutFeaturesMeansPrometheus() {
    TestApi.Reply reply = api.get("/status/buildinfo");
    assertThat(reply.body())
        .startsWith("{\"status\":\"success\",\"data\":{\"version\":\"3.")
        .doesNotContain("features");
  }

  @Test
  void aPanelPostsARangeWithGoDurations() {
    assertSuccess(
        api.post(
            "/query_range",
            "query",
            "sum by (host) (rate(http_requests_total{host=\"a\"}[1m0s]))",
            "start",
            "1000020",
            "end",
            "1000030.000",
            "step",
            "10"),
        """
        {"resultType":"matrix","result":[{"metric":{"host":"a"},"values":[[1000020,"0.3333333333333333"],[1000030,"0.5"]]}]}""");
  }

  @Test
  void stepsMayBeFractionsOfSeconds() {
    assertThat(
            api.post(
                    "/query_range",
                    "query",
                    "load1",
                    "start",
                    "1000000",
                    "end",
                    "1000001",
                    "step",
                    "0.5")
                .body())
        .contains("[1000000,\"1\"],[1000000.500,\"1\"],[1000001,\"1\"]");
  }

  @Test
  void aTableAsksAtAnyFractionOfASecond() {
    assertSuccess(
        api.post("/query", "query", "topk(1, http_requests_total)", "time", "1000012.345"),
        """
        {"resultType":"vector","result":[{"metric":{"__name__":"http_requests_total","host":"b"},\
        "value":[1000012.345,"20"]}]}""");
  }

  @Test
  void exemplarsAreProbedWithMilliseconds() {
    assertSuccess(
        api.post(
            "/query_exemplars", "query", "test", "start", "1000000000", "end", "1435781430781"),
        "[]");
  }

  @Test
  void rulesAndAlertsAreListed() {
    assertSuccess(api.get("/rules"), "{\"groups\":[]}");
    assertSuccess(api.get("/alerts"), "{\"alerts\":[]}");
  }

  @Test
  void theEditorAsksForNamesAndValues() {
    assertSuccess(
        api.get("/label/__name__/values", "start", "1000000", "end", "1000030", "limit", "40000"),
        "[\"http_requests_total\",\"load1\"]");
    assertSuccess(
        api.post(
            "/labels", "start", "1000000", "end", "1000030", "limit", "40000", "match[]", "load1"),
        "[\"__name__\",\"host\",\"http.code\"]");
    assertSuccess(
        api.get("/label/host/values", "match[]", "{__name__=\"http_requests_total\"}"),
        "[\"a\",\"b\"]");
    assertSuccess(api.get("/label/U__http_2e_code/values"), "[\"200\"]");
  }

  @Test
  void olderEditorsAskForSeriesOfAnyName() {
    assertThat(api.post("/series", "match[]", "{__name__!=\"\"}").body())
        .contains("{\"__name__\":\"load1\",\"host\":\"a\",\"http.code\":\"200\"}");
  }

  @Test
  void metadataHelpsTheEditor() {
    assertSuccess(
        api.get("/metadata", "limit", "40000"),
        """
        {"load1":[{"type":"gauge","help":"1m load average.","unit":""}]}""");
  }

  @Test
  void namesInQuotesAreUtf8() {
    assertThat(api.post("/query", "query", "{\"load1\", \"http.code\"=\"200\"}").body())
        .contains("[1000030,\"4\"]");
  }

  @Test
  void noticesStandBesideTheResult() {
    assertThat(api.post("/query", "query", "rate(load1[1m])").body())
        .endsWith(
            """
            ,"infos":["PromQL info: metric might not be a counter, name does not end in \
            _total/_sum/_count/_bucket: \\"load1\\" (1:6)"]}""");
  }

  @Test
  void errorsSayTypeAndMessage() {
    TestApi.Reply wrong = api.post("/query", "query", "sum(");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body())
        .startsWith("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid");
    TestApi.Reply ambiguous =
        api.post("/query", "query", "http_requests_total / on() http_requests_total");
    assertThat(ambiguous.status()).isEqualTo(422);
    assertThat(ambiguous.body()).contains("\"errorType\":\"execution\"");
  }

  @Test
  void moreThanElevenThousandPointsAreTooMany() {
    TestApi.Reply reply =
        api.post("/query_range", "query", "load1", "start", "0", "end", "11001", "step", "1");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("exceeded maximum resolution of 11,000 points");
    assertThat(
            api.post("/query_range", "query", "load1", "start", "0", "end", "11000", "step", "1")
                .status())
        .isEqualTo(200);
  }

  private static void assertSuccess(TestApi.Reply reply, String data) {
    assertThat(reply.body()).isEqualTo("{\"status\":\"success\",\"data\":" + data + "}");
    assertThat(reply.status()).isEqualTo(200);
  }
}
