package io.barograph.queryapi;

import io.barograph.storage.records.ExceptionGroup;
import io.barograph.storage.records.ExceptionGroups;
import io.barograph.storage.records.GroupQuery;
import io.barograph.storage.records.GroupState;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Groups of exceptions, and what people decide about them. */
final class GroupHandlers {
  private static final Duration DEFAULT_SPAN = Duration.ofDays(7);
  private static final int LONGEST_NAME = 200;

  private final ExceptionGroups groups;
  private final Clock clock;

  GroupHandlers(ExceptionGroups groups, Clock clock) {
    this.groups = groups;
    this.clock = clock;
  }

  Mono<ServerResponse> page(ServerRequest request) {
    return Parameters.of(request)
        .map(this::query)
        .flatMap(query -> groups.page(query).flatMap(page -> answer(page, query.limit())));
  }

  private GroupQuery query(Parameters parameters) {
    PageRequest page = PageRequest.of(parameters, clock, DEFAULT_SPAN);
    String cursor = parameters.text("cursor");
    return new GroupQuery(
        page.from(),
        page.to(),
        parameters.text("bucket"),
        parameters.text("host"),
        parameters.text("job"),
        states(parameters.all("state")),
        cursor.isEmpty() ? null : RecordCursor.group(cursor),
        page.limit());
  }

  private static Set<GroupState> states(List<String> texts) {
    Set<GroupState> states = EnumSet.noneOf(GroupState.class);
    for (String text : texts) {
      states.add(
          switch (text) {
            case "open" -> GroupState.OPEN;
            case "resolved" -> GroupState.RESOLVED;
            case "ignored" -> GroupState.IGNORED;
            case "reopened" -> GroupState.REOPENED;
            default ->
                throw ApiException.badParameter(
                    "state", "\"%s\" is none of open, resolved, ignored, reopened".formatted(text));
          });
    }
    return states;
  }

  private static Mono<ServerResponse> answer(List<ExceptionGroup> page, int limit) {
    return Answer.success(
        json -> {
          json.writeStartObject().writeArrayPropertyStart("groups");
          page.forEach(group -> RecordJson.write(json, group));
          json.writeEndArray();
          if (page.size() == limit) {
            json.writeStringProperty("nextCursor", RecordCursor.text(page.getLast().place()));
          }
          json.writeEndObject();
        });
  }

  /** Changes the state of one group, by a form with {@code state} and {@code by}. */
  Mono<ServerResponse> change(ServerRequest request) {
    String id = request.pathVariable("id");
    return Parameters.of(request)
        .flatMap(parameters -> change(id, parameters))
        .switchIfEmpty(
            Mono.error(
                () ->
                    ApiException.notFound(
                        "no group of exceptions has the id \"%.100s\"".formatted(id))))
        .flatMap(group -> Answer.success(json -> RecordJson.write(json, group)));
  }

  private Mono<ExceptionGroup> change(String id, Parameters parameters) {
    Set<GroupState> wanted = states(List.of(parameters.text("state")));
    GroupState state = wanted.iterator().next();
    if (state == GroupState.REOPENED) {
      throw ApiException.badParameter(
          "state", "\"reopened\" comes by itself; give open, resolved or ignored");
    }
    String by = parameters.text("by");
    if (by.length() > LONGEST_NAME) {
      throw ApiException.badParameter(
          "by", "has %d characters, limit is %d".formatted(by.length(), LONGEST_NAME));
    }
    return groups.change(id, state, by, clock.instant());
  }
}
