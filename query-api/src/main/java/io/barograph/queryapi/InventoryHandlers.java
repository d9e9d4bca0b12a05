package io.barograph.queryapi;

import io.barograph.storage.inventory.HostDetails;
import io.barograph.storage.inventory.HostEntry;
import io.barograph.storage.inventory.HostSighting;
import io.barograph.storage.inventory.Inventory;
import io.barograph.storage.inventory.InventoryQuery;
import io.barograph.storage.inventory.ProcessEntry;
import io.barograph.storage.inventory.ProcessSighting;
import io.barograph.storage.records.ProcessKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Hosts and processes, page by page in the order of their names. */
final class InventoryHandlers {
  private static final int DEFAULT_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 1000;

  private final Inventory inventory;
  private final Clock clock;

  InventoryHandlers(Inventory inventory, Clock clock) {
    this.inventory = inventory;
    this.clock = clock;
  }

  Mono<ServerResponse> hosts(ServerRequest request) {
    return Parameters.of(request)
        .map(InventoryHandlers::query)
        .flatMap(
            query ->
                inventory
                    .hosts(query)
                    .flatMap(
                        hosts ->
                            page(
                                "hosts",
                                hosts,
                                query.limit(),
                                this::write,
                                host -> new ProcessKey(host.last().host(), "", ""))));
  }

  Mono<ServerResponse> host(ServerRequest request) {
    String id = request.pathVariable("id");
    return inventory
        .hosts(new InventoryQuery("", id, "", "", null, 1))
        .flatMap(
            found ->
                found.isEmpty()
                    ? Mono.error(ApiException.notFound("no host is named \"%.200s\"".formatted(id)))
                    : Answer.success(json -> write(json, found.getFirst())));
  }

  Mono<ServerResponse> processes(ServerRequest request) {
    return Parameters.of(request)
        .map(InventoryHandlers::query)
        .flatMap(
            query ->
                inventory
                    .processes(query)
                    .flatMap(
                        processes ->
                            page(
                                "processes",
                                processes,
                                query.limit(),
                                this::write,
                                process -> process.last().process())));
  }

  private static InventoryQuery query(Parameters parameters) {
    int limit = parameters.limit("limit").orElse(DEFAULT_LIMIT);
    if (limit > HIGHEST_LIMIT) {
      throw ApiException.badParameter(
          "limit",
          "%d is above the limit of %d; follow nextCursor".formatted(limit, HIGHEST_LIMIT));
    }
    return new InventoryQuery(
        parameters.text("bucket"),
        parameters.text("host"),
        parameters.text("job"),
        parameters.text("instance"),
        place(parameters.text("cursor")),
        limit);
  }

  /** The three names with zeros between, so that any name can be in it. */
  private static String cursor(ProcessKey place) {
    String names = place.host() + '\0' + place.job() + '\0' + place.instance();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(names.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable ProcessKey place(String cursor) {
    if (cursor.isEmpty()) {
      return null;
    }
    try {
      byte[] names = Base64.getUrlDecoder().decode(cursor);
      String[] parts = new String(names, StandardCharsets.UTF_8).split("\0", -1);
      if (parts.length == 3) {
        return new ProcessKey(parts[0], parts[1], parts[2]);
      }
    } catch (IllegalArgumentException e) {
      // Answered below, like one with too few names.
    }
    throw ApiException.badParameter(
        "cursor", "\"" + cursor + "\" did not come from a nextCursor of this API");
  }

  /** Writes one item of a page. */
  @FunctionalInterface
  private interface Item<T> {
    void write(JsonGenerator json, T item);
  }

  private static <T> Mono<ServerResponse> page(
      String name, List<T> items, int limit, Item<T> writer, Function<T, ProcessKey> place) {
    return Answer.success(
        json -> {
          json.writeStartObject().writeArrayPropertyStart(name);
          items.forEach(item -> writer.write(json, item));
          json.writeEndArray();
          if (items.size() == limit) {
            json.writeStringProperty("nextCursor", cursor(place.apply(items.getLast())));
          }
          json.writeEndObject();
        });
  }

  private void write(JsonGenerator json, HostEntry entry) {
    HostSighting host = entry.last();
    HostDetails details = entry.details();
    json.writeStartObject()
        .writeStringProperty("host", host.host())
        .writeStringProperty("bucket", host.bucket());
    map(json, "labels", host.labels());
    presence(json, entry.isOnlineAt(clock.instant()), host.seen(), details.bootTime());
    json.writeStringProperty("agent_version", host.agentVersion())
        .writeStringProperty("operating_system", details.operatingSystem())
        .writeStringProperty("architecture", details.architecture())
        .writeNumberProperty("processors", details.processors())
        .writeNumberProperty("memory_bytes", details.memoryBytes());
    map(json, "versions", details.versions());
    json.writeStringProperty("first_seen", entry.firstSeen().toString())
        .writeStringProperty("last_seen", host.seen().toString())
        .writeEndObject();
  }

  private void write(JsonGenerator json, ProcessEntry entry) {
    ProcessSighting process = entry.last();
    json.writeStartObject()
        .writeStringProperty("host", process.process().host())
        .writeStringProperty("job", process.process().job())
        .writeStringProperty("instance", process.process().instance())
        .writeStringProperty("bucket", process.bucket())
        .writeStringProperty("status", process.status().text());
    presence(json, entry.isOnlineAt(clock.instant()), process.seen(), process.startTime());
    json.writeNumberProperty("pid", process.pid())
        .writeNumberProperty("restarts", process.restarts())
        .writeStringProperty("runtime", process.runtime())
        .writeStringProperty("runtime_version", process.runtimeVersion())
        .writeStringProperty("version", process.version())
        .writeStringProperty("revision", process.revision());
    map(json, "labels", process.labels());
    json.writeStringProperty("first_seen", entry.firstSeen().toString())
        .writeStringProperty("last_seen", process.seen().toString())
        .writeEndObject();
  }

  private void presence(
      JsonGenerator json, boolean online, Instant seen, @Nullable Instant started) {
    json.writeBooleanProperty("online", online);
    if (!online) {
      json.writeStringProperty("offline_since", seen.toString());
    }
    if (started != null) {
      json.writeStringProperty("start_time", started.toString());
      if (online) {
        json.writeNumberProperty(
            "uptime_seconds",
            Math.max(0, Duration.between(started, clock.instant()).toMillis() / 1e3));
      }
    }
  }

  private static void map(JsonGenerator json, String name, Map<String, String> map) {
    json.writeObjectPropertyStart(name);
    map.forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}
