package io.barograph.storage.rules;

import java.util.List;
import reactor.core.publisher.Mono;

/** The port through which rules and their alerts are shown. */
@FunctionalInterface
public interface RuleSource {
  /** What a server without rules says. */
  RuleSource NONE = () -> Mono.just(List.of());

  /** All groups as they were last evaluated, by file and then in the order of the file. */
  Mono<List<RuleGroupStatus>> groups();
}
