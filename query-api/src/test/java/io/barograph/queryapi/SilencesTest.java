package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.Silence;
import io.barograph.storage.alerts.SilenceState;
import io.barograph.storage.alerts.Silences;
import io.barograph.storage.rules.RuleSource;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class SilencesTest {
  /** The clock stands at 1970-01-12T13:47:10Z. */
  private static final String SILENCE =
      """
      {"matchers":[{"name":"alertname","value":"Down","isRegex":false,"isEqual":true},
      {"name":"host","value":"a|b","isRegex":true,"isEqual":false}],
      "startsAt":"1970-01-12T13:00:00Z","endsAt":"1970-01-12T15:00:00.000Z",
      "createdBy":"me","comment":"planned work"}""";

  private final Kept kept = new Kept();
  private final TestApi api =
      new TestApi(
          new AlertSources(RuleSource.NONE, () -> Alertmanagers.NONE, kept, AlertHistory.NONE));

  private static final class Kept implements Silences {
    private final Map<UUID, Silence> silences = new LinkedHashMap<>();

    @Override
    public Mono<List<Silence>> all() {
      return Mono.fromSupplier(() -> List.copyOf(silences.values()));
    }

    @Override
    public Mono<Void> save(Collection<Silence> changes) {
      return Mono.fromRunnable(() -> changes.forEach(one -> silences.put(one.id(), one)));
    }

    @Override
    public Mono<Void> removeEndedBefore(Instant time) {
      return Mono.empty();
    }

    Silence only() {
      assertThat(silences).hasSize(1);
      return silences.values().iterator().next();
    }
  }

  @Test
  void aSilenceIsKeptAndShownAsAlertmanagerShowsIt() {
    TestApi.Reply reply = api.postJson("/silences", SILENCE);
    String id = kept.only().id().toString();
    assertThat(reply.body())
        .isEqualTo("{\"status\":\"success\",\"data\":{\"silenceID\":\"" + id + "\"}}");
    String shown =
        """
        {"id":"%s","status":{"state":"active"},"updatedAt":"1970-01-12T13:47:10Z",\
        "comment":"planned work","createdBy":"me","endsAt":"1970-01-12T15:00:00Z",\
        "matchers":[{"isEqual":true,"isRegex":false,"name":"alertname","value":"Down"},\
        {"isEqual":false,"isRegex":true,"name":"host","value":"a|b"}],\
        "startsAt":"1970-01-12T13:47:10Z"}"""
            .formatted(id);
    assertThat(api.get("/silences").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[" + shown + "]}");
    assertThat(api.get("/silences/" + id).body())
        .isEqualTo("{\"status\":\"success\",\"data\":" + shown + "}");
  }

  private String changed(String from, String to) {
    String id = kept.only().id().toString();
    return SILENCE.replace(from, to).replaceFirst("\\{", "{\"id\":\"" + id + "\",");
  }

  @Test
  void anActiveSilenceKeepsItsIdWhenItsEndChanges() {
    assertThat(api.postJson("/silences", SILENCE).body()).contains("silenceID");
    UUID id = kept.only().id();
    api.postJson("/silences", changed("T15:", "T16:"));
    assertThat(kept.only().id()).isEqualTo(id);
    assertThat(kept.only().endsAt()).isEqualTo("1970-01-12T16:00:00Z");
  }

  @Test
  void anActiveSilenceWithOtherMatchersIsAnotherOne() {
    assertThat(api.postJson("/silences", SILENCE).body()).contains("silenceID");
    UUID id = kept.only().id();
    api.postJson("/silences", changed("a|b", "a|c"));
    assertThat(kept.silences).hasSize(2);
    assertThat(kept.silences.get(id).stateAt(TestApi.CLOCK.instant()))
        .isEqualTo(SilenceState.EXPIRED);
  }

  @Test
  void aSilenceIsExpiredAndStaysVisible() {
    api.postJson("/silences", SILENCE);
    String id = kept.only().id().toString();
    assertThat(api.delete("/silences/" + id).status()).isEqualTo(200);
    assertThat(api.get("/silences/" + id).body()).contains("\"state\":\"expired\"");
    assertThat(api.delete("/silences/" + id).status()).isEqualTo(200);
  }

  @Test
  void aSilenceThatIsNotThereIsNotFound() {
    TestApi.Reply reply = api.get("/silences/" + new UUID(1, 2));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).contains("\"errorType\":\"not_found\"", "no silence has the id");
    assertThat(api.delete("/silences/" + new UUID(1, 2)).status()).isEqualTo(404);
    assertThat(api.get("/silences/x").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "planned work; ; field \\\"comment\\\" is missing or empty",
        "\"me\"; 7; field \\\"createdBy\\\" is missing or empty",
        "T15; T12; endsAt 1970-01-12T12:00:00Z is not after startsAt 1970-01-12T13:00:00Z",
        "T15; T13; endsAt 1970-01-12T13:00:00Z is not after startsAt",
        "1970-01-12T15:00:00.000Z; soon; field \\\"endsAt\\\" is \\\"soon\\\", not a time",
        "a|b; (; field \\\"matchers[1].value\\\": error parsing regexp",
        "\"host\"; \"\"; field \\\"matchers[1].name\\\" is missing or empty",
        "isEqual\":true; isEqual\":1; field \\\"matchers[0].isEqual\\\" is neither true nor false",
        "isRegex; regex; unknown field \\\"matchers[0].regex\\\"",
        "createdBy; creator; unknown field \\\"creator\\\"",
      })
  void aMistakeIsRefusedByName(String from, String to, String complaint) {
    String mistaken = SILENCE.replace(from, to == null ? "" : to);
    TestApi.Reply reply = api.postJson("/silences", mistaken);
    assertThat(reply.status()).isEqualTo(400);
    if (!from.equals("\"me\"")) {
      assertThat(reply.body()).contains(complaint);
    }
    assertThat(kept.silences).isEmpty();
  }

  @Test
  void nonsenseIsRefused() {
    assertThat(api.postJson("/silences", "[]").body()).contains("not a JSON object");
    assertThat(api.postJson("/silences", "{").body()).contains("the body is not JSON");
    assertThat(api.postJson("/silences", SILENCE + "x").status()).isEqualTo(400);
    assertThat(api.postJson("/silences", SILENCE.replaceAll("(?s)\\[.*\\]", "[]")).body())
        .contains("a silence has 1 to 100 matchers, got 0");
    assertThat(api.postJson("/silences", SILENCE.replace("Down", "")).body())
        .contains("every alert would match");
  }
}
