package io.barograph.storage.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/** Records in the heap, for tests and as the plain statement of what a store does. */
public final class InMemoryRecords implements RecordAppender, Records {
  private final Log<Transaction> transactions = new Log<>();
  private final Log<ExceptionEntry> exceptions = new Log<>();
  private final Log<Event> events = new Log<>();
  private final Groups groups = new Groups();

  @Override
  public Mono<Void> append(List<RecordEntry> records) {
    return Mono.fromRunnable(
        () -> {
          for (RecordEntry entry : records) {
            switch (entry) {
              case Transaction one -> transactions.add(one);
              case Event one -> events.add(one);
              case ExceptionEntry one -> {
                if (exceptions.add(one)) {
                  groups.count(one);
                }
              }
            }
          }
        });
  }

  @Override
  public RecordLog<Transaction> transactions() {
    return transactions;
  }

  @Override
  public RecordLog<ExceptionEntry> exceptions() {
    return exceptions;
  }

  @Override
  public RecordLog<Event> events() {
    return events;
  }

  @Override
  public ExceptionGroups groups() {
    return groups;
  }

  private static final class Log<T extends RecordEntry> implements RecordLog<T> {
    private final NavigableMap<RecordPlace, T> byPlace = new TreeMap<>();
    private final List<Arrival<T>> arrivals = new ArrayList<>();

    synchronized boolean add(T entry) {
      if (byPlace.putIfAbsent(entry.head().place(), entry) != null) {
        return false;
      }
      arrivals.add(new Arrival<>(arrivals.size() + 1L, entry));
      return true;
    }

    @Override
    public synchronized Mono<List<T>> page(RecordQuery query) {
      RecordPlace before = query.before();
      return Mono.just(
          byPlace.descendingMap().values().stream()
              .filter(entry -> !entry.head().time().isBefore(query.from()))
              .filter(entry -> !entry.head().time().isAfter(query.to()))
              .filter(entry -> before == null || entry.head().place().compareTo(before) < 0)
              .filter(query.filter()::accepts)
              .limit(query.limit())
              .toList());
    }

    @Override
    public synchronized Mono<List<Arrival<T>>> since(
        long arrival, Instant notBefore, RecordFilter filter, int limit) {
      return Mono.just(
          arrivals.stream()
              .filter(one -> one.number() > arrival)
              .filter(one -> !one.entry().head().time().isBefore(notBefore))
              .filter(one -> filter.accepts(one.entry()))
              .limit(limit)
              .toList());
    }

    @Override
    public synchronized Mono<Long> lastArrival() {
      return Mono.just((long) arrivals.size());
    }
  }

  private static final class Groups implements ExceptionGroups {
    private static final Comparator<ExceptionGroup> NEWEST_FIRST =
        Comparator.comparing(ExceptionGroup::lastSeen).thenComparing(ExceptionGroup::id).reversed();

    private final Map<String, ExceptionGroup> byId = new HashMap<>();

    synchronized void count(ExceptionEntry entry) {
      byId.merge(entry.group().id(), GroupArithmetic.first(entry), GroupArithmetic::join);
    }

    @Override
    public synchronized Mono<List<ExceptionGroup>> page(GroupQuery query) {
      GroupQuery.Place before = query.before();
      return Mono.just(
          byId.values().stream()
              .filter(query::accepts)
              .sorted(NEWEST_FIRST)
              .filter(group -> before == null || isAfter(before, group))
              .limit(query.limit())
              .toList());
    }

    private static boolean isAfter(GroupQuery.Place before, ExceptionGroup group) {
      int time = group.lastSeen().compareTo(before.lastSeen());
      return time < 0 || (time == 0 && group.id().compareTo(before.id()) < 0);
    }

    @Override
    public synchronized Mono<ExceptionGroup> find(String id) {
      return Mono.justOrEmpty(byId.get(id));
    }

    @Override
    public synchronized Mono<ExceptionGroup> change(
        String id, GroupState state, String by, Instant at) {
      return Mono.justOrEmpty(
          byId.computeIfPresent(id, (_, group) -> GroupArithmetic.changed(group, state, by, at)));
    }
  }
}
