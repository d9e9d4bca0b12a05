package io.barograph.alertengine.notify;

import io.barograph.alertengine.notify.route.Inhibitor;
import io.barograph.alertengine.notify.route.Muter;
import io.barograph.storage.alerts.AlertRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The time in which one server notifies by one plan. Used by one thread at a time. */
final class NotificationTerm {
  private final NotificationPlan plan;
  private final AlertTable table;
  private final Inhibitor inhibitor;
  private final @Nullable Dispatcher dispatcher;

  /**
   * A term on the alerts that are known already.
   *
   * @param before completes when earlier attempts have ended, which these must not overtake
   */
  NotificationTerm(
      NotificationPlan plan, AlertTable table, NotificationParts parts, Mono<Void> before) {
    this.plan = plan;
    this.table = table;
    this.inhibitor = new Inhibitor(plan.inhibitionRules());
    Muter muter =
        (labels, now) -> parts.silencer().mutes(labels, now) || inhibitor.mutes(labels, now);
    this.dispatcher =
        plan.root() == null
            ? null
            : new Dispatcher(plan.root(), queues(plan, parts, muter, before), parts.journal());
    Instant now = parts.clock().instant();
    inhibitor.replaceFiring(table.firing());
    dispatch(List.copyOf(table.all().keySet()), now);
  }

  private static Map<String, List<IntegrationQueue>> queues(
      NotificationPlan plan, NotificationParts parts, Muter muter, Mono<Void> before) {
    Map<String, List<IntegrationQueue>> queues = new LinkedHashMap<>();
    plan.receivers()
        .forEach(
            (receiver, integrations) -> {
              List<IntegrationQueue> ofReceiver = new ArrayList<>();
              integrations.forEach(one -> ofReceiver.add(parts.queue(one, muter, before)));
              queues.put(receiver, ofReceiver);
            });
    return queues;
  }

  NotificationPlan plan() {
    return plan;
  }

  AlertTable table() {
    return table;
  }

  /** Takes changes of alerts over. */
  void apply(List<AlertRecord> changes, Instant now) {
    List<AlertId> news = table.apply(changes);
    if (!news.isEmpty()) {
      inhibitor.replaceFiring(table.firing());
      dispatch(news, now);
    }
  }

  private void dispatch(List<AlertId> news, Instant now) {
    if (dispatcher == null) {
      return;
    }
    for (AlertId id : news) {
      Alert alert = table.get(id);
      if (alert != null) {
        dispatcher.update(id, alert, now);
      }
    }
  }

  /** Tells of what is due. */
  void tell(Instant now) {
    if (dispatcher != null) {
      dispatcher.flushDue(now);
    }
    if (!plan.forwarders().isEmpty()) {
      List<Alert> alerts = Notification.inOrder(table.all().values());
      plan.forwarders().forEach(forwarder -> forwarder.offer(alerts, now));
    }
    table.forgetOld(now);
  }

  /** Begins no more attempts; completes when those under way have ended. */
  Mono<Void> close() {
    plan.forwarders().forEach(AlertForwarder::pause);
    return dispatcher == null ? Mono.empty() : dispatcher.close();
  }
}
