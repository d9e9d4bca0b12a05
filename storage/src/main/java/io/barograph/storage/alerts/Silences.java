package io.barograph.storage.alerts;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/** Keeps silences, for all servers on a database. */
public interface Silences {
  /** What a server without a store of silences has. */
  Silences NONE =
      new Silences() {
        @Override
        public Mono<List<Silence>> all() {
          return Mono.just(List.of());
        }

        @Override
        public Mono<Void> save(Collection<Silence> silences) {
          return Mono.error(new UnsupportedOperationException("silences are not kept here"));
        }

        @Override
        public Mono<Void> removeEndedBefore(Instant time) {
          return Mono.empty();
        }
      };

  /** All of them, expired ones included until they are removed. */
  Mono<List<Silence>> all();

  /** Keeps all or none of these, each in place of the one with its id. */
  Mono<Void> save(Collection<Silence> silences);

  /** Forgets what ended before {@code time}. */
  Mono<Void> removeEndedBefore(Instant time);
}
