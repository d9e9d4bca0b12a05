package io.barograph.alertengine.notify;

import io.barograph.alertengine.notify.route.Route;
import io.barograph.model.Labels;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Alerts that a receiver is told of together. The dispatcher puts alerts in and flushes; the queues
 * of the integrations read what is in it when they come to it.
 */
final class AlertGroup {
  private final Route route;
  private final Labels labels;
  private final int integrations;
  private final Map<AlertId, Member> members = new LinkedHashMap<>();
  private Instant nextFlush;
  private boolean flushed;

  /**
   * An alert, and which integrations are done with its end.
   *
   * @param doneWithEnd changed under the lock of the group
   */
  private record Member(Alert alert, Set<String> doneWithEnd) {}

  /**
   * An empty group.
   *
   * @param integrations how many are told of it
   * @param firstFlush when, unless an older alert comes to a group nobody was told of
   */
  AlertGroup(Route route, Labels labels, int integrations, Instant firstFlush, boolean toldBefore) {
    this.route = route;
    this.labels = labels;
    this.integrations = integrations;
    this.nextFlush = firstFlush;
    this.flushed = toldBefore;
  }

  Route route() {
    return route;
  }

  Labels labels() {
    return labels;
  }

  /** As Alertmanager writes it: the route, then what the alerts share. */
  String key() {
    return key(route, labels);
  }

  static String key(Route route, Labels labels) {
    return route.key() + ":" + labels;
  }

  synchronized void put(AlertId id, Alert alert) {
    Member known = members.get(id);
    if (known == null || !known.alert.equals(alert)) {
      members.put(id, new Member(alert, new HashSet<>()));
    }
    Instant due = alert.startsAt().plus(route.grouping().groupWait());
    if (!flushed && due.isBefore(nextFlush)) {
      nextFlush = due;
    }
  }

  /** Whether it is time to tell; if so, the next time is an interval away. */
  synchronized boolean takeFlush(Instant now) {
    if (now.isBefore(nextFlush)) {
      return false;
    }
    flushed = true;
    while (!nextFlush.isAfter(now)) {
      // Steps from flush to flush, so that a late turn does not shift those after it.
      Instant next = nextFlush.plus(route.grouping().groupInterval());
      nextFlush = next.isAfter(now) ? next : now.plus(route.grouping().groupInterval());
    }
    return true;
  }

  synchronized Map<AlertId, Alert> alerts() {
    Map<AlertId, Alert> alerts = new LinkedHashMap<>();
    members.forEach((id, member) -> alerts.put(id, member.alert));
    return alerts;
  }

  /** Forgets the ended ones among {@code told} once every integration is done with them. */
  synchronized void done(String integration, Map<AlertId, Alert> told) {
    told.forEach(
        (id, alert) -> {
          Member member = members.get(id);
          if (member != null && alert.resolved() && member.alert.equals(alert)) {
            member.doneWithEnd.add(integration);
            if (member.doneWithEnd.size() == integrations) {
              members.remove(id);
            }
          }
        });
  }

  synchronized void forgetEndedBefore(Instant time) {
    members
        .values()
        .removeIf(member -> member.alert.endsAt() != null && member.alert.endsAt().isBefore(time));
  }

  synchronized boolean isEmpty() {
    return members.isEmpty();
  }
}
