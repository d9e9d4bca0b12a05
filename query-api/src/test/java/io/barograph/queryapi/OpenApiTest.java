package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.inventory.InMemoryInventory;
import io.barograph.storage.records.InMemoryRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.yaml.snakeyaml.Yaml;
import reactor.core.scheduler.Schedulers;

class OpenApiTest {
  private static final RouterFunction<ServerResponse> ROUTES = routes();

  private final Map<String, Object> document = document();

  private static RouterFunction<ServerResponse> routes() {
    InMemoryStore store = new InMemoryStore();
    return QueryApi.routes(
        new Engine(store, EngineSettings.DEFAULT, Schedulers.parallel(), System::nanoTime),
        store,
        AlertSources.NONE,
        new ServiceSources(new InMemoryRecords(), new InMemoryInventory()),
        new QueryApiSettings(1, 1, Duration.ofDays(1), "1.2.3"),
        Clock.systemUTC(),
        new SimpleMeterRegistry());
  }

  private static Map<String, Object> document() {
    String text =
        WebTestClient.bindToRouterFunction(ROUTES)
            .build()
            .get()
            .uri("/api/v1/openapi.yaml")
            .exchange()
            .expectHeader()
            .contentType("application/yaml;charset=utf-8")
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    return new Yaml().load(text);
  }

  @Test
  void describesEveryRouteAndNothingElse() {
    Set<String> described = new TreeSet<>();
    map(document.get("paths"))
        .forEach(
            (path, operations) ->
                map(operations)
                    .keySet()
                    .forEach(
                        method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    Set<String> served = new TreeSet<>();
    Matcher route =
        Pattern.compile("\\((GET|POST|DELETE) && (/\\S+)\\)").matcher(ROUTES.toString());
    while (route.find()) {
      served.add(route.group(1) + " " + route.group(2));
    }
    assertThat(served).contains("POST /query").isEqualTo(described);
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    List<String> references = new ArrayList<>();
    collectReferences(document, references);
    Set<String> components = new TreeSet<>();
    map(document.get("components"))
        .forEach(
            (kind, named) ->
                map(named)
                    .keySet()
                    .forEach(name -> components.add("#/components/" + kind + "/" + name)));
    components.remove("#/components/securitySchemes/token");
    assertThat(new TreeSet<>(references)).isEqualTo(components);
  }

  @Test
  void everyOperationHasANameOfItsOwnAndAKnownTag() {
    Set<Object> tags = new TreeSet<>();
    ((List<?>) document.get("tags")).forEach(tag -> tags.add(map(tag).get("name")));
    List<Object> names = new ArrayList<>();
    map(document.get("paths"))
        .values()
        .forEach(
            operations ->
                map(operations)
                    .values()
                    .forEach(
                        operation -> {
                          names.add(map(operation).get("operationId"));
                          assertThat(tags).containsAll((List<?>) map(operation).get("tags"));
                        }));
    assertThat(names).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(map(document.get("info"))).containsEntry("version", "1.2.3");
  }

  private static void collectReferences(Object node, List<String> found) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference) {
        found.add(reference);
      }
      collectReferences(map.values(), found);
    } else if (node instanceof Collection<?> items) {
      items.forEach(item -> collectReferences(item, found));
    }
  }

  @SuppressWarnings("unchecked") // YAML maps have any keys; those of this document are strings
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }
}
