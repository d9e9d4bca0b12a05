package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.alerts.HistoryEntry;
import io.barograph.storage.alerts.HistoryQuery;
import io.barograph.storage.alerts.Silences;
import io.barograph.storage.rules.RuleSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AlertHistoryTest {
  private static final Instant NOW = TestApi.CLOCK.instant();

  private final Rows rows = new Rows();
  private final TestApi api =
      new TestApi(new AlertSources(RuleSource.NONE, () -> Alertmanagers.NONE, Silences.NONE, rows));

  private static final class Rows implements AlertHistory {
    private final List<HistoryEntry> rows = new CopyOnWriteArrayList<>();

    void add(long id, Duration ago, AlertEvent.Kind event, String name, String host) {
      rows.add(
          new HistoryEntry(
              id,
              NOW.minus(ago),
              event,
              new GroupKey("rules.yml", "hosts"),
              Labels.of("alertname", name, "host", host),
              Map.of("summary", "down"),
              1,
              "up == 0",
              NOW.minus(ago),
              NOW.minus(ago),
              event == AlertEvent.Kind.EXPIRED ? "no data" : ""));
    }

    @Override
    public Mono<List<HistoryEntry>> page(HistoryQuery query) {
      return Mono.fromSupplier(
          () ->
              rows.stream()
                  .filter(row -> !row.time().isBefore(query.from()))
                  .filter(row -> !row.time().isAfter(query.to()))
                  .filter(row -> query.before() == null || row.id() < query.before().id())
                  .filter(
                      row ->
                          query.alertNames().isEmpty()
                              || query.alertNames().contains(row.labels().get("alertname")))
                  .filter(row -> query.events().isEmpty() || query.events().contains(row.event()))
                  .sorted(Comparator.comparing(HistoryEntry::id).reversed())
                  .limit(query.limit())
                  .toList());
    }

    @Override
    public Mono<List<HistoryEntry>> since(long id, Instant notBefore, int limit) {
      return Mono.fromSupplier(
          () ->
              rows.stream()
                  .filter(row -> row.id() > id)
                  .sorted(Comparator.comparing(HistoryEntry::id))
                  .limit(limit)
                  .toList());
    }

    @Override
    public Mono<Long> lastId() {
      return Mono.fromSupplier(() -> rows.stream().mapToLong(HistoryEntry::id).max().orElse(0));
    }
  }

  private void addTen() {
    for (int i = 1; i <= 10; i++) {
      rows.add(
          i,
          Duration.ofMinutes(60 - i),
          i % 2 == 0 ? AlertEvent.Kind.EXPIRED : AlertEvent.Kind.FIRING,
          i % 3 == 0 ? "Slow" : "Down",
          "h" + i);
    }
  }

  private static List<String> ids(String body) {
    return Pattern.compile("\"id\":(\\d+)").matcher(body).results().map(m -> m.group(1)).toList();
  }

  @Test
  void rowsTellTheWholeStory() {
    rows.add(7, Duration.ofMinutes(1), AlertEvent.Kind.EXPIRED, "Down", "a");
    assertThat(api.get("/alerts/history").body())
        .isEqualTo(
            """
            {"status":"success","data":{"events":[{"id":7,"time":"1970-01-12T13:46:10Z",\
            "event":"expired","alertname":"Down","labels":{"alertname":"Down","host":"a"},\
            "annotations":{"summary":"down"},"value":"1e+00","query":"up == 0",\
            "activeAt":"1970-01-12T13:46:10Z","firedAt":"1970-01-12T13:46:10Z",\
            "reason":"no data","file":"rules.yml","group":"hosts"}]}}""");
  }

  @Test
  void pagesFollowOneAnotherUntilTheLast() {
    addTen();
    String first = api.get("/alerts/history", "limit", "4").body();
    assertThat(ids(first)).containsExactly("10", "9", "8", "7");
    String second = api.get("/alerts/history", "limit", "4", "cursor", cursor(first)).body();
    assertThat(ids(second)).containsExactly("6", "5", "4", "3");
    String last = api.get("/alerts/history", "limit", "4", "cursor", cursor(second)).body();
    assertThat(ids(last)).containsExactly("2", "1");
    assertThat(last).doesNotContain("nextCursor");
  }

  private static String cursor(String body) {
    Matcher cursor = Pattern.compile("\"nextCursor\":\"([^\"]+)\"").matcher(body);
    assertThat(cursor.find()).isTrue();
    return cursor.group(1);
  }

  @Test
  void filtersLeaveOut() {
    addTen();
    assertThat(ids(api.get("/alerts/history", "alertname", "Slow").body()))
        .containsExactly("9", "6", "3");
    assertThat(ids(api.get("/alerts/history", "event", "firing", "alertname", "Slow").body()))
        .containsExactly("9", "3");
    assertThat(
            ids(api.get("/alerts/history", "match[]", "{host=~\"h[1-4]\"}", "limit", "3").body()))
        .containsExactly("4", "3", "2");
    assertThat(ids(api.get("/alerts/history", "from", "" + (1_000_030 - 51 * 60)).body()))
        .containsExactly("10", "9");
  }

  @Test
  void parametersThatCannotBeUsedAreRefused() {
    assertThat(api.get("/alerts/history", "event", "pending").body())
        .contains("is none of firing, resolved, expired");
    assertThat(api.get("/alerts/history", "limit", "1001").body()).contains("above the limit");
    assertThat(api.get("/alerts/history", "cursor", "7").body()).contains("nextCursor");
    assertThat(api.get("/alerts/history", "from", "2", "to", "1").status()).isEqualTo(400);
  }

  private Flux<ServerSentEvent<String>> events(String lastEventId) {
    return api.client()
        .get()
        .uri("/api/v1/alerts/events")
        .headers(
            headers -> {
              if (!lastEventId.isEmpty()) {
                headers.add("Last-Event-ID", lastEventId);
              }
            })
        .exchange()
        .expectStatus()
        .isOk()
        .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
        .getResponseBody();
  }

  @Test
  void eventsBeginWithAHeartbeatAndGoOnWithWhatIsNew() {
    addTen();
    StepVerifier.create(events("10"))
        .assertNext(event -> assertThat(event.comment()).isEqualTo("still here"))
        .then(() -> rows.add(11, Duration.ZERO, AlertEvent.Kind.RESOLVED, "Down", "a"))
        .assertNext(
            event -> {
              assertThat(event.id()).isEqualTo("11");
              assertThat(event.event()).isEqualTo("resolved");
              assertThat(event.data()).contains("\"host\":\"a\"");
            })
        .then(() -> rows.add(13, Duration.ZERO, AlertEvent.Kind.FIRING, "Down", "b"))
        .assertNext(event -> assertThat(event.id()).isEqualTo("13"))
        // Its transaction took longer than that of the one before it.
        .then(() -> rows.add(12, Duration.ZERO, AlertEvent.Kind.FIRING, "Down", "c"))
        .assertNext(event -> assertThat(event.id()).isEqualTo("12"))
        .thenCancel()
        .verify(Duration.ofSeconds(20));
  }

  @Test
  void aClientResumesWhereItWas() {
    addTen();
    StepVerifier.create(events("8").filter(event -> event.id() != null))
        .assertNext(event -> assertThat(event.id()).isEqualTo("9"))
        .assertNext(event -> assertThat(event.id()).isEqualTo("10"))
        .then(() -> rows.add(11, Duration.ZERO, AlertEvent.Kind.FIRING, "Down", "a"))
        .assertNext(event -> assertThat(event.id()).isEqualTo("11"))
        .thenCancel()
        .verify(Duration.ofSeconds(20));
  }
}
