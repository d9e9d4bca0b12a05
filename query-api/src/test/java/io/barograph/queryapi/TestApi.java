package io.barograph.queryapi;

import io.barograph.model.Labels;
import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.Silences;
import io.barograph.storage.inventory.InMemoryInventory;
import io.barograph.storage.records.InMemoryRecords;
import io.barograph.storage.rules.RuleSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.scheduler.Schedulers;

/** The API over a store in memory, at 1,000,030 s after the epoch, and a client for it. */
final class TestApi {
  static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000_030), ZoneOffset.UTC);

  private final InMemoryStore store = new InMemoryStore();
  private final WebTestClient client;

  /** What came back. */
  record Reply(int status, String body) {}

  private final InMemoryInventory inventory = new InMemoryInventory();
  private final InMemoryRecords records = new InMemoryRecords();

  TestApi() {
    this(AlertSources.NONE);
  }

  TestApi(RuleSource rules, Alertmanagers alertmanagers) {
    this(new AlertSources(rules, () -> alertmanagers, Silences.NONE, AlertHistory.NONE));
  }

  TestApi(AlertSources alerts) {
    Engine engine =
        new Engine(store, EngineSettings.DEFAULT, Schedulers.parallel(), System::nanoTime);
    client =
        WebTestClient.bindToRouterFunction(
                QueryApi.routes(
                    engine,
                    store,
                    alerts,
                    new ServiceSources(records, inventory),
                    new QueryApiSettings(11_000, 20, Duration.ofDays(15), "test"),
                    CLOCK,
                    new SimpleMeterRegistry()))
            .configureClient()
            .responseTimeout(Duration.ofSeconds(30))
            .build();
  }

  InMemoryInventory inventory() {
    return inventory;
  }

  InMemoryRecords records() {
    return records;
  }

  InMemoryStore store() {
    return store;
  }

  /** Stores samples at 1,000,000 s and every 10 s after that. */
  void append(Labels labels, double... values) {
    append(store, labels, values);
  }

  /** The same in any store. */
  static void append(InMemoryStore store, Labels labels, double... values) {
    SeriesResolution resolution = store.resolve(List.of(labels)).block();
    long[] ids = new long[values.length];
    long[] timestamps = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      ids[i] = resolution.id(0);
      timestamps[i] = 1_000_000_000L + i * 10_000L;
    }
    store
        .append(new SampleBatch(resolution.generation(), ids, timestamps, values, values.length))
        .block();
  }

  Reply get(String path, String... namesAndValues) {
    UriComponentsBuilder uri = UriComponentsBuilder.fromUriString("/api/v1" + path);
    Object[] values = new Object[namesAndValues.length / 2];
    for (int i = 0; i < values.length; i++) {
      uri.queryParam(namesAndValues[2 * i], "{v" + i + "}");
      values[i] = namesAndValues[2 * i + 1];
    }
    return reply(client.get().uri(uri.encode().build(values)));
  }

  Reply post(String path, String... namesAndValues) {
    LinkedMultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return reply(
        client
            .method(HttpMethod.POST)
            .uri(URI.create("/api/v1" + path))
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .body(BodyInserters.fromFormData(form)));
  }

  /** A JSON document as the body. */
  Reply postJson(String path, String json) {
    return reply(
        client
            .method(HttpMethod.POST)
            .uri(URI.create("/api/v1" + path))
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(json));
  }

  Reply delete(String path) {
    return reply(client.delete().uri(URI.create("/api/v1" + path)));
  }

  WebTestClient client() {
    return client;
  }

  private static Reply reply(WebTestClient.RequestHeadersSpec<?> request) {
    var result = request.exchange().expectBody(String.class).returnResult();
    return new Reply(result.getStatus().value(), String.valueOf(result.getResponseBody()));
  }
}
