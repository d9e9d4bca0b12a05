package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
  private final TestApi api = new TestApi();

  @Test
  void cardinalityCountsSeriesByTheirLabels() {
    for (String host : new String[] {"alpha", "b", "c"}) {
      api.append(Labels.of("__name__", "load1", "host", host), 1);
    }
    api.append(Labels.of("__name__", "up", "host", "b", "job", "é"), 1);
    assertThat(api.get("/status/tsdb").body())
        .isEqualTo(
            """
            {"status":"success","data":{"headStats":{"numSeries":4,"numLabelPairs":6},\
            "seriesCountByMetricName":[{"name":"load1","value":3},{"name":"up","value":1}],\
            "labelValueCountByLabelName":[{"name":"host","value":3},{"name":"__name__","value":2},\
            {"name":"job","value":1}],\
            "memoryInBytesByLabelName":[{"name":"__name__","value":17},{"name":"host","value":8},\
            {"name":"job","value":2}],\
            "seriesCountByLabelValuePair":[{"name":"__name__=load1","value":3},\
            {"name":"host=b","value":2},{"name":"__name__=up","value":1},\
            {"name":"host=alpha","value":1},{"name":"host=c","value":1},{"name":"job=é","value":1}]\
            }}""");
    assertThat(api.get("/status/tsdb", "limit", "1").body())
        .contains("\"seriesCountByMetricName\":[{\"name\":\"load1\",\"value\":3}],");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "99999999999"})
  void cardinalityWantsAPositiveLimit(String limit) {
    TestApi.Reply reply = api.get("/status/tsdb", "limit", limit);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("\"error\":\"limit must be a positive number\"");
  }

  @Test
  void flagsAreTheLimitsOfThisServer() {
    assertThat(api.get("/status/flags").body())
        .isEqualTo(
            """
            {"status":"success","data":{"query.lookback-delta":"5m","query.max-concurrency":"20",\
            "query.max-samples":"50000000","query.timeout":"2m","storage.tsdb.retention.time":"15d"}}""");
  }

  @Test
  void runtimeInfoKnowsTheTimeAndTheRetention() {
    assertThat(api.get("/status/runtimeinfo").body())
        .contains("\"startTime\":\"1970-01-12T13:47:10Z\"")
        .contains("\"serverTime\":\"1970-01-12T13:47:10Z\"")
        .contains("\"storageRetention\":\"15d\"");
  }

  @Test
  void nothingIsScraped() {
    assertThat(api.get("/targets", "state", "active").body())
        .isEqualTo(
            """
            {"status":"success","data":{"activeTargets":[],"droppedTargets":[],"droppedTargetCounts":{}}}""");
    assertThat(api.get("/targets/metadata").body()).endsWith("\"data\":[]}");
    assertThat(api.get("/scrape_pools").body()).endsWith("\"data\":{\"scrapePools\":[]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/label/job/values", "/metadata", "/rules", "/status/tsdb", "/targets"})
  void whatIsOnlyReadIsNotPosted(String path) {
    TestApi.Reply reply = api.post(path);
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.body()).isEqualTo("method POST is not served here; ask by GET\n");
  }

  @Test
  void statisticsComeWhenAskedFor() {
    api.append(Labels.of("__name__", "load1"), 1, 2, 3);
    assertThat(api.get("/query", "query", "sum_over_time(load1[1m])", "stats", "all").body())
        .contains("\"stats\":{\"timings\":{\"evalTotalTime\":")
        .containsPattern("\"execQueueTime\":[0-9.E-]+,\"execTotalTime\":[0-9.E-]+}")
        .contains("\"samples\":{\"totalQueryableSamples\":3,\"peakSamples\":4}");
  }

  @Test
  void lookbackOfARequestReplacesThatOfTheServer() {
    api.append(Labels.of("__name__", "load1"), 1);
    assertThat(api.get("/query", "query", "load1").body()).contains("[1000030,\"1\"]");
    assertThat(api.get("/query", "query", "load1", "lookback_delta", "30").body())
        .endsWith("\"result\":[]}}");
  }
}
