package io.barograph.server.store;

import io.barograph.storage.SampleAppender;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.alerts.AlertStates;
import io.barograph.storage.rules.RuleSource;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A store that was opened, with what the server needs beside its ports. */
public interface OpenStore extends AutoCloseable {
  SampleAppender appender();

  SeriesQuerier querier();

  AlertStates alertStates();

  RuleSource ruleSource();

  /** Why it cannot be used now, or empty if it can. Answers within seconds. */
  Mono<Optional<String>> trouble();

  /** Stores what was accepted, then lets go of the database. */
  @Override
  void close();
}
