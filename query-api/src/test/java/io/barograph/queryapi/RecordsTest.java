package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.records.Event;
import io.barograph.storage.records.ExceptionEntry;
import io.barograph.storage.records.GroupIdentity;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordHead;
import io.barograph.storage.records.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class RecordsTest {
  private static final Instant NOW = TestApi.CLOCK.instant();

  private final TestApi api = new TestApi();

  private static RecordHead head(int number, Duration ago, String host) {
    return new RecordHead(
        new UUID(0, number),
        NOW.minus(ago),
        "team-a",
        new ProcessKey(host, "web", "web-1:0"),
        Map.of("user", "ann"),
        false);
  }

  /** A GET with the query written out. */
  private TestApi.Reply get(String pathAndQuery) {
    String[] parts = pathAndQuery.split("[?&=]");
    return api.get(parts[0], Arrays.copyOfRange(parts, 1, parts.length));
  }

  private void append(RecordEntry... entries) {
    api.records().append(List.of(entries)).block();
  }

  private static Transaction transaction(int number, int secondsAgo, double seconds) {
    return new Transaction(
        head(number, Duration.ofSeconds(secondsAgo), "h" + number),
        seconds,
        "GET",
        "/hotel/:id",
        500,
        "/hotel/7",
        "10.0.0.1",
        1,
        2,
        "");
  }

  private static ExceptionEntry exception(int number, int secondsAgo, String group) {
    return new ExceptionEntry(
        head(number, Duration.ofSeconds(secondsAgo), "h1"),
        new GroupIdentity(group, "x is <string>"),
        "TypeError",
        "x is 'y'",
        "stack",
        "uncaught",
        "GET",
        "/",
        2);
  }

  @Test
  void transactionsHaveUnitsInTheirNames() {
    append(transaction(1, 10, 1.25));
    assertThat(get("/transactions").body())
        .contains("\"duration_seconds\":1.25")
        .contains("\"route\":\"/hotel/:id\"")
        .contains("\"response_bytes\":2")
        .contains("\"attributes\":{\"user\":\"ann\"}")
        .doesNotContain("nextCursor");
  }

  @Test
  void pagesFollowTheirCursor() {
    for (int i = 1; i <= 5; i++) {
      append(transaction(i, i / 2, 1));
    }
    StringBuilder hosts = new StringBuilder();
    String cursor = "";
    do {
      String body =
          get("/transactions?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).body();
      Pattern.compile("\"host\":\"(h\\d)\"")
          .matcher(body)
          .results()
          .forEach(result -> hosts.append(result.group(1)));
      Matcher next = Pattern.compile("\"nextCursor\":\"([^\"]+)\"").matcher(body);
      cursor = next.find() ? next.group(1) : "";
    } while (!cursor.isEmpty());
    assertThat(hosts).hasToString("h1h3h2h5h4");
  }

  @Test
  void filtersAndWindowsNarrow() {
    append(transaction(1, 10, 0.4), transaction(2, 20, 2), transaction(3, 100_000, 9));
    assertThat(get("/transactions?min_duration=500ms").body())
        .contains("\"h2\"")
        .doesNotContain("\"h1\"", "\"h3\"");
    assertThat(get("/transactions?host=h1").body()).contains("\"h1\"").doesNotContain("\"h2\"");
    assertThat(get("/transactions?bucket=none").body()).contains("\"transactions\":[]");
  }

  @Test
  void wrongParametersAreNamed() {
    assertThat(get("/events?cursor=x").status()).isEqualTo(400);
    assertThat(get("/events?cursor=1_zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz").status())
        .isEqualTo(400);
    assertThat(get("/events?limit=5000").body()).contains("limit of 1000");
    assertThat(get("/exceptions/groups?state=lost").body())
        .contains("none of open, resolved, ignored, reopened");
    assertThat(get("/events?from=2&to=1").status()).isEqualTo(400);
  }

  @Test
  void groupsAreResolvedAndReopen() {
    append(exception(1, 100, "aa"), exception(2, 50, "bb"));
    assertThat(get("/exceptions?group=aa").body()).contains("\"occurrences\":2");
    assertThat(get("/exceptions/groups?limit=1").body())
        .contains("\"id\":\"bb\"", "\"count\":2", "\"state\":\"open\"", "nextCursor")
        .doesNotContain("\"id\":\"aa\"");

    assertThat(change("aa", "resolved"))
        .contains("\"state\":\"resolved\"", "\"changed_by\":\"ann\"");
    assertThat(get("/exceptions/groups?state=resolved").body())
        .contains("\"id\":\"aa\"")
        .doesNotContain("\"id\":\"bb\"");
    append(
        new ExceptionEntry(
            head(3, Duration.ofSeconds(-1), "h1"),
            new GroupIdentity("aa", "x"),
            "TypeError",
            "x",
            "",
            "",
            "",
            "",
            1));
    assertThat(get("/exceptions/groups?state=reopened&to=1000099").body())
        .contains("\"id\":\"aa\"");
    assertThat(change("zz", "resolved")).contains("no group of exceptions has the id");
    assertThat(change("aa", "reopened")).contains("comes by itself");
    assertThat(change("aa", "")).contains("none of open");
  }

  private String change(String id, String state) {
    return api.post("/exceptions/groups/" + id, "state", state, "by", "ann").body();
  }

  @Test
  void recordsAreStreamedAsTheyArrive() {
    append(new Event(head(1, Duration.ofSeconds(9), "h1"), "start", "old"));
    Flux<String> events =
        api.client()
            .get()
            .uri("/api/v1/events/stream?host=h1")
            .exchange()
            .expectStatus()
            .isOk()
            .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
            .getResponseBody()
            .filter(event -> event.data() != null)
            .map(event -> event.event() + " " + event.data());
    // Again and again: what arrives before the stream has begun is not news.
    Flux<String> appends =
        Flux.interval(Duration.ofMillis(300))
            .take(20)
            .doOnNext(
                i ->
                    append(
                        new Event(head(100 + i.intValue(), Duration.ZERO, "h2"), "exit", ""),
                        new Event(head(200 + i.intValue(), Duration.ZERO, "h1"), "exit", "")))
            .thenMany(Flux.empty());
    StepVerifier.create(Flux.merge(events, appends))
        .assertNext(
            event ->
                assertThat(event)
                    .startsWith("event {")
                    .contains("\"kind\":\"exit\"", "\"host\":\"h1\""))
        .thenCancel()
        .verify(Duration.ofSeconds(20));
  }
}
