package io.barograph.queryapi;

import static io.barograph.queryapi.Fleet.process;
import static io.barograph.queryapi.Fleet.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.barograph.model.Labels;
import io.barograph.queryapi.TestApi.Reply;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.yaml.snakeyaml.Yaml;
import reactor.test.StepVerifier;

final class ServiceViewsTest {
  private static final Offset<Double> EXACTLY = within(1e-6);

  private final TestApi api = new TestApi();
  private final Fleet fleet = new Fleet(api.store());

  @SuppressWarnings("unchecked") // our own answers: objects have strings as names
  private Map<String, Object> get(String path, String... parameters) {
    Reply reply = api.get(path, parameters);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    Map<String, Object> answer = new Yaml().load(reply.body());
    return (Map<String, Object>) answer.get("data");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> data, String name) {
    return (List<Map<String, Object>>) data.get(name);
  }

  private static double number(Map<String, Object> data, String name) {
    return ((Number) data.get(name)).doubleValue();
  }

  @Test
  void tpsAddsUpWhatProcessesWithAndWithoutHistogramsServe() {
    fleet.serve(route(process("shop", "a"), "route", "/cart"), 60, 0, 3, 1, 0, 0, 0);
    fleet.countOnly(route(process("shop", "b"), "uri", "/cart"), 60, 2);
    fleet.countOnly(route(process("shop", "b"), "uri", "/pay"), 60, 0.5);

    Map<String, Object> all = get("/tps");
    assertThat(number(all, "requests_per_second")).isEqualTo(6.5, EXACTLY);
    List<Map<String, Object>> routes = list(get("/tps", "by", "route"), "series");
    assertThat(routes).extracting(each -> each.get("route")).containsExactly("/cart", "/pay");
    assertThat(number(routes.getFirst(), "requests_per_second")).isEqualTo(6, EXACTLY);
    List<Map<String, Object>> processes = list(get("/tps", "by", "process"), "series");
    assertThat(processes).extracting(each -> each.get("instance")).containsExactly("a", "b");
  }

  @Test
  void tpsIsASeriesThatEndsWithTheWindow() {
    fleet.countOnly(route(process("shop", "a"), "route", "/"), 30, 2);

    Map<String, Object> data = get("/tps", "from", "1000000", "to", "1000030", "step", "10");
    List<?> points = (List<?>) list(data, "series").getFirst().get("points");

    assertThat(points).hasSize(4);
    assertThat(points.getLast()).isEqualTo(List.of(1_000_030, 2.0));
    assertThat(data).containsEntry("rate_window_seconds", 120.0);
  }

  @Test
  void aRestartedProcessDoesNotSubtract() {
    double[] values = new double[61];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i < 55 ? i : i - 55) * 20;
    }
    Labels labels = route(process("shop", "a"), "route", "/");
    fleet.append(
        labels.with(Labels.METRIC_NAME, "http_server_requests_seconds_count"),
        Fleet.END - 600_000,
        10_000,
        values);

    // Eleven steps between the twelve samples of two minutes, of which the restart hides one.
    assertThat(number(get("/tps"), "requests_per_second")).isEqualTo(2 * 10 / 11.0, within(1e-3));
  }

  @Test
  void filtersTakeAnyTextLiterally() {
    String hostile = "/a\"} or vector(1) #\\\n.*|é";
    fleet.countOnly(route(process("shop", "a"), "route", hostile), 10, 1);
    fleet.countOnly(route(process("shop", "a"), "route", "/b"), 10, 2);
    fleet.countOnly(route(process("shop", "b"), "uri", "/b"), 10, 4);

    assertThat(number(get("/tps", "route", hostile), "requests_per_second")).isEqualTo(1, EXACTLY);
    assertThat(number(get("/tps", "route", "/b"), "requests_per_second")).isEqualTo(6, EXACTLY);
    assertThat(number(get("/tps", "route", "/b", "route", hostile), "requests_per_second"))
        .isEqualTo(7, EXACTLY);
    assertThat(get("/tps", "route", ".*")).containsEntry("requests_per_second", null);
    assertThat(number(get("/tps", "instance", "a"), "requests_per_second")).isEqualTo(3, EXACTLY);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(api.get("/tps", "by", "planet").body())
        .contains("\\\"planet\\\" is none of fleet, bucket, host, process, route");
    assertThat(api.get("/tps", "from", "5", "to", "5").status()).isEqualTo(400);
    assertThat(api.get("/tps", "from", "-1").status()).isEqualTo(400);
    assertThat(api.get("/tps", "to", "1e30").status()).isEqualTo(400);
    assertThat(api.get("/tps", "from", "0", "to", "100000000").body()).contains("limit is 366");
    assertThat(api.get("/tps", "step", "0").status()).isEqualTo(400);
    assertThat(api.get("/tps", "step", "0.001").body()).contains("limit is 11000");
    assertThat(api.get("/tps", "limit", "1001").body()).contains("nextCursor");
    assertThat(api.get("/tps", "cursor", "../..").status()).isEqualTo(400);
    assertThat(api.get("/tps", "cursor", "9_1_0").status()).isEqualTo(400);
    assertThat(api.get("/routes/slow", "sort", "p42").status()).isEqualTo(400);
    assertThat(api.get("/routes/nonsense").status()).isEqualTo(404);
    assertThat(api.get("/routes/R0VUAHNob3AALw").body()).contains("was not served in this window");
  }

  @Test
  void ranksRoutesBesideTheWindowBefore() {
    fleet.serve(route(process("shop", "a"), "route", "/fast"), 120, 0, 10, 0, 0, 0, 0);
    fleet.serve(route(process("shop", "a"), "route", "/slow"), 120, 60, 1, 0, 0, 0, 0);
    fleet.serve(route(process("shop", "b"), "route", "/slow"), 60, 0, 0, 0, 0, 1, 0);
    fleet.countOnly(route(process("shop", "a"), "route", "/bare"), 120, 1);
    fleet.countOnly(route(process("shop", "a"), "route", "/bare").with("status", "5xx"), 120, 3);

    List<Map<String, Object>> byP95 = list(get("/routes/slow"), "routes");
    assertThat(byP95)
        .extracting(each -> each.get("route"))
        .containsExactly("/slow", "/fast", "/bare");
    Map<String, Object> slow = byP95.getFirst();
    assertThat(number(slow, "p95_lower_seconds")).isEqualTo(0.5);
    assertThat(number(slow, "p95_upper_seconds")).isEqualTo(1);
    assertThat(number(slow, "requests")).isEqualTo(3600, within(1e-3));
    assertThat(number(slow, "mean_seconds")).isEqualTo(1, EXACTLY);
    @SuppressWarnings("unchecked")
    Map<String, Object> before = (Map<String, Object>) slow.get("before");
    assertThat(number(before, "p95_upper_seconds")).isEqualTo(0.1);
    assertThat(byP95.getLast()).containsEntry("p95_seconds", null);
    assertThat(list(get("/routes/slow", "sort", "error_share"), "routes").getFirst())
        .containsEntry("route", "/bare")
        .containsEntry("error_share", 0.75);
    assertThat(list(get("/routes/slow", "sort", "total_time"), "routes").getLast())
        .containsEntry("route", "/bare");
  }

  @Test
  void pagesFollowOneAnotherAndKeepTheWindow() {
    for (String route : List.of("/a", "/b", "/c")) {
      fleet.serve(route(process("shop", "a"), "route", route), 20, 0, 1, 0, 0, 0, 0);
    }
    Map<String, Object> first = get("/routes/slow", "limit", "2");
    Map<String, Object> second =
        get("/routes/slow", "limit", "2", "cursor", (String) first.get("nextCursor"));

    assertThat(list(first, "routes")).extracting(each -> each.get("route")).contains("/a", "/b");
    assertThat(list(second, "routes")).extracting(each -> each.get("route")).containsExactly("/c");
    assertThat(second).doesNotContainKey("nextCursor").containsEntry("from", first.get("from"));
    assertThat(list(get("/routes/slow", "cursor", "1000_2000_999999999"), "routes")).isEmpty();
  }

  @Test
  void aRouteTellsWhichProcessIsSlowSinceWhen() {
    for (String instance : List.of("a", "b", "c")) {
      fleet.serve(route(process("shop", instance), "route", "/cart"), 120, 0, 0, 9, 0, 0, 0);
    }
    Labels ill = route(process("shop", "d"), "route", "/cart");
    fleet.serve(ill, 120, 30, 1, 0, 0, 0, 0);
    fleet.serve(ill.with("status", "503"), 30, 0, 0, 0, 0, 1, 0);

    String id = (String) list(get("/routes/slow"), "routes").getFirst().get("id");
    Map<String, Object> found = get("/routes/" + id);

    assertThat(found).containsEntry("slow", false).containsEntry("slow_above_seconds", 0.25);
    assertThat(list(found, "points")).hasSize(61);
    List<Map<String, Object>> processes = list(found, "processes");
    assertThat(processes)
        .extracting(each -> each.get("slow"))
        .containsExactly(true, false, false, false);
    Map<String, Object> slow = processes.getFirst();
    assertThat(slow).containsEntry("instance", "d");
    // Half an hour before the end, and the first step after it.
    assertThat((String) slow.get("slow_since"))
        .isBetween("1970-01-12T13:17:10Z", "1970-01-12T13:18:30Z");
    assertThat(number(found, "error_share")).isEqualTo(0.5 / 28, within(1e-3));
    assertThat((Map<?, ?>) found.get("errors_per_second")).hasSize(1);
  }

  @Test
  void tpsIsPushedAsItChanges() {
    fleet.countOnly(route(process("shop", "a"), "route", "/"), 10, 2);

    StepVerifier.create(
            api.client()
                .get()
                .uri("/api/v1/tps/events?by=host")
                .exchange()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
                .returnResult(String.class)
                .getResponseBody()
                .take(1))
        .assertNext(
            event -> assertThat(event).contains("\"host\":\"web-1\",\"requests_per_second\":2.0"))
        .verifyComplete();
  }
}
