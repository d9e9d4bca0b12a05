package io.barograph.alertengine.notify;

import io.barograph.alertengine.notify.route.InhibitionRule;
import io.barograph.alertengine.notify.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what: a file of notifications made ready to run.
 *
 * @param root of the routing tree, or null if there are no receivers of our own
 * @param receivers the integrations of each receiver that a route names
 * @param forwarders take all alerts, for systems that group and mute by themselves
 */
public record NotificationPlan(
    @Nullable Route root,
    Map<String, List<Integration>> receivers,
    List<InhibitionRule> inhibitionRules,
    List<AlertForwarder> forwarders) {
  /** Nobody is told. */
  public static final NotificationPlan NOBODY =
      new NotificationPlan(null, Map.of(), List.of(), List.of());

  public NotificationPlan {
    receivers = new LinkedHashMap<>(receivers);
    inhibitionRules = List.copyOf(inhibitionRules);
    forwarders = List.copyOf(forwarders);
  }
}
