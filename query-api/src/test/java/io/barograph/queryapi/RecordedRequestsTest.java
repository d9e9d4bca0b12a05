package io.barograph.queryapi;

import static io.barograph.queryapi.Fleet.process;
import static io.barograph.queryapi.Fleet.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What rules have recorded is read for the time that they have recorded, counters for the rest. */
final class RecordedRequestsTest {
  private static final String RECORDED = "route:http_server_requests_seconds_count:rate2m";

  private final TestApi api = new TestApi();
  private final Fleet fleet = new Fleet(api.store());

  RecordedRequestsTest() {
    fleet.countOnly(route(process("shop", "a"), "route", "/"), 60, 2);
  }

  /** A value that the counters do not have, so that one sees what was read. */
  private void record(int evaluations) {
    double[] values = new double[evaluations];
    long start = Fleet.END - (evaluations - 1) * 60_000L;
    Arrays.fill(values, 1);
    fleet.append(
        Labels.of(Labels.METRIC_NAME, "barograph:http_server_requests:recorded"),
        start,
        60_000,
        values);
    Arrays.fill(values, 7);
    fleet.append(
        Labels.of(
            Labels.METRIC_NAME,
            RECORDED,
            "job",
            "shop",
            "method",
            "GET",
            "route",
            "/",
            "status",
            "200"),
        start,
        60_000,
        values);
  }

  private String slow(String... filter) {
    return api.get("/routes/slow", filter).body();
  }

  @Test
  void recordedRatesAnswerForWholeRoutes() {
    record(60);
    assertThat(slow()).contains("\"requests_per_second\":7.0");
    assertThat(api.get("/tps", "by", "route").body()).contains("[1000030,7.0]");
    assertThat(slow("route", "/", "job", "shop")).contains("\"requests_per_second\":7.0");
  }

  @Test
  void timeBeforeTheRulesRanIsAveragedIn() {
    record(40);
    // Nineteen minutes of 2 and forty-one of 7, for the first recorded rate is one of two minutes.
    assertThat(slow()).contains("\"requests_per_second\":5.41666");
    assertThat(api.get("/tps", "by", "route").body())
        .contains("[997030,2.0]", "[997630,2.0]", "[997690,7.0]", "[1000030,7.0]");
  }

  @Test
  void countersAnswerForProcessesAndForTimeThatWasNotRecorded() {
    record(40);
    assertThat(slow("from", "999000", "to", "1000030")).contains("\"requests_per_second\":7.0");
    assertThat(slow("from", "999000", "instance", "a")).contains("\"requests_per_second\":2.0");
    assertThat(slow("from", "999800")).contains("\"requests_per_second\":2.0");
  }

  @Test
  void whatBeganAfterTheLastEvaluationIsThere() {
    record(60);
    fleet.append(
        Labels.of(
            Labels.METRIC_NAME,
            "http_server_requests_seconds_count",
            "job",
            "young",
            "method",
            "GET",
            "route",
            "/",
            "status",
            "200"),
        1_000_010_000,
        10_000,
        0,
        30,
        60);
    assertThat(api.get("/tps", "by", "route", "job", "young").body()).contains("[1000030,0.5]");
    assertThat(slow("job", "young")).contains("\"route\":\"/\"");
    assertThat(api.get("/tps", "by", "route").body())
        .contains("\"job\":\"young\"", "[1000030,0.5]");
  }
}
