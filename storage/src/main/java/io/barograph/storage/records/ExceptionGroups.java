package io.barograph.storage.records;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** The groups of exceptions, and what people decide about them. */
public interface ExceptionGroups {
  /** At most {@code query.limit()} groups, last seen first. */
  Mono<List<ExceptionGroup>> page(GroupQuery query);

  /** The group with this id, or nothing. */
  Mono<ExceptionGroup> find(String id);

  /** Changes the state of a group and gives it as it is then, or nothing if there is none. */
  Mono<ExceptionGroup> change(String id, GroupState state, String by, Instant at);
}
