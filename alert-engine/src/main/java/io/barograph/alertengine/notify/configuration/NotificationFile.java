package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.AlertForwarder;
import io.barograph.alertengine.notify.Integration;
import io.barograph.alertengine.notify.NotificationPlan;
import io.barograph.alertengine.notify.RetryPause;
import io.barograph.alertengine.notify.alertmanager.AlertmanagerForwarder;
import io.barograph.alertengine.notify.receiver.NotifierParts;
import io.barograph.alertengine.notify.route.InhibitionRule;
import io.barograph.alertengine.notify.route.Route;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** A file of notifications that has been found good. */
public final class NotificationFile {
  static final NotificationFile EMPTY =
      new NotificationFile(null, Map.of(), List.of(), List.of(), () -> false);

  private final @Nullable Route root;
  private final Map<String, List<IntegrationSettings>> receivers;
  private final List<InhibitionRule> inhibitionRules;
  private final List<AlertmanagerSettings> alertmanagers;
  private final BooleanSupplier templatesHaveChanged;

  /**
   * @param templatesHaveChanged whether the files of templates are not what they were
   */
  NotificationFile(
      @Nullable Route root,
      Map<String, List<IntegrationSettings>> receivers,
      List<InhibitionRule> inhibitionRules,
      List<AlertmanagerSettings> alertmanagers,
      BooleanSupplier templatesHaveChanged) {
    this.root = root;
    this.receivers = new LinkedHashMap<>(receivers);
    this.inhibitionRules = List.copyOf(inhibitionRules);
    this.alertmanagers = List.copyOf(alertmanagers);
    this.templatesHaveChanged = templatesHaveChanged;
  }

  /** Whether the files of its templates are not what they were when it was read. */
  boolean templatesHaveChanged() {
    return templatesHaveChanged.getAsBoolean();
  }

  /** The Alertmanagers that are told. */
  public List<URI> alertmanagers() {
    return alertmanagers.stream().map(AlertmanagerSettings::name).toList();
  }

  /** How many receivers there are. */
  public int receiverCount() {
    return receivers.size();
  }

  /** Makes it ready to run. */
  public NotificationPlan plan(
      NotifierParts parts, RetryPause pause, Scheduler scheduler, MeterRegistry meters) {
    Map<String, List<Integration>> ready = new LinkedHashMap<>();
    receivers.forEach(
        (name, integrations) ->
            ready.put(
                name, integrations.stream().map(each -> each.integration(name, parts)).toList()));
    List<AlertForwarder> forwarders =
        alertmanagers.stream()
            .<AlertForwarder>map(
                each ->
                    new AlertmanagerForwarder(
                        parts.http(),
                        each.endpoint(),
                        each.name().toString(),
                        each.timeout(),
                        parts.clock(),
                        scheduler,
                        pause,
                        meters))
            .toList();
    return new NotificationPlan(root, ready, inhibitionRules, forwarders);
  }
}
