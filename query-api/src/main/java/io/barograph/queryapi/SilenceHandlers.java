package io.barograph.queryapi;

import io.barograph.storage.alerts.Silence;
import io.barograph.storage.alerts.SilenceState;
import io.barograph.storage.alerts.Silences;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Silences, in the JSON of Alertmanager's API v2 within the envelope of this one. */
final class SilenceHandlers {
  /** More than people can look after, and little enough to ask for each alert. */
  private static final int MOST = 10_000;

  private final Silences silences;
  private final Clock clock;

  SilenceHandlers(Silences silences, Clock clock) {
    this.silences = silences;
    this.clock = clock;
  }

  /** All silences: those that hold first, then those to come, then those that are over. */
  Mono<ServerResponse> all(ServerRequest request) {
    Instant now = clock.instant();
    return silences
        .all()
        .map(all -> all.stream().sorted(order(now)).toList())
        .flatMap(
            all ->
                Answer.array(all, false, silence -> json -> SilenceJson.write(json, silence, now)));
  }

  private static Comparator<Silence> order(Instant now) {
    return Comparator.comparingInt((Silence silence) -> rank(silence.stateAt(now)))
        .thenComparing(Silence::endsAt)
        .thenComparing(Silence::id);
  }

  private static int rank(SilenceState state) {
    return switch (state) {
      case ACTIVE -> 0;
      case PENDING -> 1;
      case EXPIRED -> 2;
    };
  }

  Mono<ServerResponse> one(ServerRequest request) {
    return find(request.pathVariable("id"))
        .flatMap(
            silence -> Answer.success(json -> SilenceJson.write(json, silence, clock.instant())));
  }

  private Mono<Silence> find(String id) {
    return silences.all().map(all -> among(all, id));
  }

  private static Silence among(List<Silence> all, String id) {
    UUID uuid;
    try {
      uuid = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw ApiException.badParameter("id", "\"" + id + "\" is not the id of a silence");
    }
    return all.stream()
        .filter(silence -> silence.id().equals(uuid))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("no silence has the id \"" + id + "\""));
  }

  /** Makes a silence, or changes the one whose id is given. */
  Mono<ServerResponse> save(ServerRequest request) {
    return request
        .bodyToMono(String.class)
        .switchIfEmpty(Mono.error(ApiException.badData("the body is empty, a silence is expected")))
        .map(SilenceDraft::read)
        // A new id takes random bytes, which the system may have to read from a device.
        .flatMap(
            draft ->
                silences
                    .all()
                    .publishOn(Schedulers.boundedElastic())
                    .flatMap(all -> save(draft, all)));
  }

  private Mono<ServerResponse> save(SilenceDraft draft, List<Silence> all) {
    Instant now = clock.instant();
    Optional<Silence> known =
        draft.id().isEmpty() ? Optional.empty() : Optional.of(among(all, draft.id()));
    if (known.isEmpty() && all.size() >= MOST) {
      throw ApiException.badData(
          "there are %d silences, limit is %d; expire some".formatted(all.size(), MOST));
    }
    Silence wanted = draft.silence(now);
    List<Silence> changes = new ArrayList<>();
    Silence saved = wanted;
    if (known.isPresent() && canBecome(known.get(), wanted, now)) {
      saved = withIdOf(known.get(), wanted, now);
    } else if (known.isPresent() && known.get().stateAt(now) != SilenceState.EXPIRED) {
      // What it has muted so far stays on record under its old id.
      changes.add(known.get().expiredAt(now));
    }
    changes.add(saved);
    UUID id = saved.id();
    return silences.save(changes).then(Mono.defer(() -> answerId(id)));
  }

  /** Whether the change leaves what the silence has muted so far as it was. */
  private static boolean canBecome(Silence known, Silence wanted, Instant now) {
    return switch (known.stateAt(now)) {
      case PENDING -> true;
      case ACTIVE -> known.matchers().equals(wanted.matchers()) && !wanted.startsAt().isAfter(now);
      case EXPIRED -> false;
    };
  }

  private static Silence withIdOf(Silence known, Silence wanted, Instant now) {
    return new Silence(
        known.id(),
        wanted.matchers(),
        known.stateAt(now) == SilenceState.ACTIVE ? known.startsAt() : wanted.startsAt(),
        wanted.endsAt(),
        now,
        wanted.createdBy(),
        wanted.comment());
  }

  private static Mono<ServerResponse> answerId(UUID id) {
    return Answer.success(
        json ->
            json.writeStartObject()
                .writeStringProperty("silenceID", id.toString())
                .writeEndObject());
  }

  /** Ends a silence now; one that is over already stays as it is. */
  Mono<ServerResponse> expire(ServerRequest request) {
    return find(request.pathVariable("id"))
        .flatMap(
            silence -> {
              Instant now = clock.instant();
              Mono<Void> change =
                  silence.stateAt(now) == SilenceState.EXPIRED
                      ? Mono.empty()
                      : silences.save(List.of(silence.expiredAt(now)));
              return change.then(Mono.defer(() -> answerId(silence.id())));
            });
  }
}
