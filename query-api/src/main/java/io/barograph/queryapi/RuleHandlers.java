package io.barograph.queryapi;

import io.barograph.promql.parse.Parser;
import io.barograph.storage.rules.AlertStatus;
import io.barograph.storage.rules.RuleSource;
import io.barograph.storage.rules.RuleStatus;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Rules, their alerts, and where alerts are sent. */
final class RuleHandlers {
  private final RuleSource source;
  private final Supplier<Alertmanagers> alertmanagers;
  private final Parser parser;

  RuleHandlers(RuleSource source, Supplier<Alertmanagers> alertmanagers, Parser parser) {
    this.source = source;
    this.alertmanagers = alertmanagers;
    this.parser = parser;
  }

  Mono<ServerResponse> rules(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              RuleFilter filter = RuleFilter.of(parameters, parser);
              boolean withAlerts = !parameters.flag("exclude_alerts");
              return source
                  .groups()
                  .map(filter::apply)
                  .map(
                      groups ->
                          RulePage.of(
                              groups,
                              parameters.limit("group_limit"),
                              parameters.text("group_next_token")))
                  .flatMap(page -> Answer.success(json -> write(json, page, withAlerts)));
            });
  }

  private static void write(JsonGenerator json, RulePage page, boolean withAlerts) {
    json.writeStartObject().writeArrayPropertyStart("groups");
    page.groups().forEach(group -> RuleJson.group(json, group, withAlerts));
    json.writeEndArray();
    if (!page.nextToken().isEmpty()) {
      json.writeStringProperty("groupNextToken", page.nextToken());
    }
    json.writeEndObject();
  }

  /** All alerts that are pending or firing. */
  Mono<ServerResponse> alerts(ServerRequest request) {
    return source
        .groups()
        .flatMap(
            groups -> {
              List<AlertStatus> alerts =
                  groups.stream()
                      .flatMap(group -> group.rules().stream())
                      .flatMap(RuleHandlers::alertsOf)
                      .toList();
              return Answer.success(
                  json -> {
                    json.writeStartObject().writeArrayPropertyStart("alerts");
                    alerts.forEach(alert -> RuleJson.alert(json, alert));
                    json.writeEndArray().writeEndObject();
                  });
            });
  }

  private static Stream<AlertStatus> alertsOf(RuleStatus rule) {
    return rule instanceof RuleStatus.Alerting alerting
        ? alerting.alerts().stream()
        : Stream.empty();
  }

  Mono<ServerResponse> alertmanagers(ServerRequest request) {
    Alertmanagers found = alertmanagers.get();
    return Answer.success(
        json -> {
          json.writeStartObject();
          urls(json, "activeAlertmanagers", found.active());
          urls(json, "droppedAlertmanagers", found.dropped());
          json.writeEndObject();
        });
  }

  private static void urls(JsonGenerator json, String name, List<URI> urls) {
    json.writeArrayPropertyStart(name);
    for (URI url : urls) {
      json.writeStartObject().writeStringProperty("url", url.toString()).writeEndObject();
    }
    json.writeEndArray();
  }
}
