package io.barograph.server.store;

import io.barograph.storage.records.Arrival;
import io.barograph.storage.records.Event;
import io.barograph.storage.records.ExceptionEntry;
import io.barograph.storage.records.ExceptionGroup;
import io.barograph.storage.records.ExceptionGroups;
import io.barograph.storage.records.GroupQuery;
import io.barograph.storage.records.GroupState;
import io.barograph.storage.records.RecordAppender;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.RecordLog;
import io.barograph.storage.records.RecordQuery;
import io.barograph.storage.records.Records;
import io.barograph.storage.records.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The ports of records behind the {@link StoreGate}, "unavailable" as it is. */
public final class RecordGate implements RecordAppender, Records {
  private final StoreGate gate;

  public RecordGate(StoreGate gate) {
    this.gate = gate;
  }

  @Override
  public Mono<Void> append(List<RecordEntry> records) {
    return gate.mono(open -> open.recordAppender().append(records));
  }

  @Override
  public RecordLog<Transaction> transactions() {
    return new LogGate<>(gate, Records::transactions);
  }

  @Override
  public RecordLog<ExceptionEntry> exceptions() {
    return new LogGate<>(gate, Records::exceptions);
  }

  @Override
  public RecordLog<Event> events() {
    return new LogGate<>(gate, Records::events);
  }

  @Override
  public ExceptionGroups groups() {
    return new GroupGate(gate);
  }

  private record LogGate<T extends RecordEntry>(StoreGate gate, Function<Records, RecordLog<T>> log)
      implements RecordLog<T> {
    @Override
    public Mono<List<T>> page(RecordQuery query) {
      return gate.mono(open -> log.apply(open.records()).page(query));
    }

    @Override
    public Mono<List<Arrival<T>>> since(
        long arrival, Instant notBefore, RecordFilter filter, int limit) {
      return gate.mono(open -> log.apply(open.records()).since(arrival, notBefore, filter, limit));
    }

    @Override
    public Mono<Long> lastArrival() {
      return gate.mono(open -> log.apply(open.records()).lastArrival());
    }
  }

  private record GroupGate(StoreGate gate) implements ExceptionGroups {
    @Override
    public Mono<List<ExceptionGroup>> page(GroupQuery query) {
      return gate.mono(open -> open.records().groups().page(query));
    }

    @Override
    public Mono<ExceptionGroup> find(String id) {
      return gate.mono(open -> open.records().groups().find(id));
    }

    @Override
    public Mono<ExceptionGroup> change(String id, GroupState state, String by, Instant at) {
      return gate.mono(open -> open.records().groups().change(id, state, by, at));
    }
  }
}
