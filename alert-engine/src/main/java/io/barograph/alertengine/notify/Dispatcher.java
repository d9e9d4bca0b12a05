package io.barograph.alertengine.notify;

import io.barograph.alertengine.notify.route.Route;
import io.barograph.model.Labels;
import io.barograph.storage.alerts.NotificationKey;
import io.barograph.storage.alerts.NotificationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts alerts into groups by route and labels, and hands each group to the queues of its receiver
 * when it is due. Used by one thread at a time.
 */
final class Dispatcher {
  /** The least time for which a group is tried, as in Alertmanager. */
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(10);

  /** An end that could not be told for so long is given up. */
  private static final Duration END_PATIENCE = Duration.ofHours(1);

  private final Route root;
  private final Map<String, List<IntegrationQueue>> queues;
  private final NotificationJournal journal;
  private final IdentityHashMap<Route, Map<Labels, AlertGroup>> groups = new IdentityHashMap<>();

  /**
   * A dispatcher without groups.
   *
   * @param queues of the integrations of each receiver
   */
  Dispatcher(Route root, Map<String, List<IntegrationQueue>> queues, NotificationJournal journal) {
    this.root = root;
    this.queues = queues;
    this.journal = journal;
  }

  void update(AlertId id, Alert alert, Instant now) {
    for (Route route : root.routesFor(alert.labels())) {
      if (!queuesOf(route).isEmpty()) {
        groups
            .computeIfAbsent(route, each -> new HashMap<>())
            .computeIfAbsent(
                route.grouping().groupLabels(alert.labels()),
                labels -> newGroup(route, labels, alert, now))
            .put(id, alert);
      }
    }
  }

  /** A group that another server, or this one before a reload, told of goes on in its rhythm. */
  private AlertGroup newGroup(Route route, Labels labels, Alert first, Instant now) {
    Instant due = first.startsAt().plus(route.grouping().groupWait());
    boolean toldBefore = true;
    Instant next = Instant.MAX;
    for (IntegrationQueue queue : queuesOf(route)) {
      NotificationRecord last = journal.get(key(route, labels, queue.integration()));
      Instant flush = due;
      if (last == null || last.firing().isEmpty()) {
        toldBefore = false;
      } else {
        flush = last.sentAt().plus(route.grouping().groupInterval());
      }
      next = flush.isBefore(next) ? flush : next;
    }
    return new AlertGroup(
        route, labels, queuesOf(route).size(), next.isBefore(now) ? now : next, toldBefore);
  }

  private static NotificationKey key(Route route, Labels labels, Integration integration) {
    return new NotificationKey(
        AlertGroup.key(route, labels), integration.receiver(), integration.name());
  }

  private List<IntegrationQueue> queuesOf(Route route) {
    return Objects.requireNonNull(queues.get(route.receiver()));
  }

  void flushDue(Instant now) {
    for (Map<Labels, AlertGroup> ofRoute : groups.values()) {
      ofRoute.values().removeIf(AlertGroup::isEmpty);
      for (AlertGroup group : ofRoute.values()) {
        if (group.takeFlush(now)) {
          flush(group, now);
        }
      }
    }
  }

  private void flush(AlertGroup group, Instant now) {
    group.forgetEndedBefore(now.minus(END_PATIENCE));
    Instant until = now.plus(patience(group.route().grouping().groupInterval()));
    queuesOf(group.route()).forEach(queue -> queue.offer(group, until));
  }

  private static Duration patience(Duration interval) {
    return interval.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : interval;
  }

  int groupCount() {
    return groups.values().stream().mapToInt(Map::size).sum();
  }

  /** Starts no more attempts; completes when those under way have ended. */
  Mono<Void> close() {
    return Flux.fromIterable(queues.values())
        .flatMapIterable(each -> each)
        .flatMap(IntegrationQueue::close)
        .then();
  }
}
