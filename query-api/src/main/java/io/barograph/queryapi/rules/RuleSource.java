package io.barograph.queryapi.rules;

import java.util.List;
import reactor.core.publisher.Mono;

/** The port through which the API learns of rules, their alerts, and where alerts are sent. */
public interface RuleSource {
  /** What a server without rules says. */
  RuleSource NONE =
      new RuleSource() {
        @Override
        public Mono<List<RuleGroupStatus>> groups() {
          return Mono.just(List.of());
        }

        @Override
        public Mono<Alertmanagers> alertmanagers() {
          return Mono.just(Alertmanagers.NONE);
        }
      };

  /** All groups as they stand now, by file and then in the order of the file. */
  Mono<List<RuleGroupStatus>> groups();

  /** Who is told of alerts. */
  Mono<Alertmanagers> alertmanagers();
}
