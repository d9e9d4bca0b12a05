package io.barograph.alertengine.notify;

import io.barograph.model.Labels;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a receiver is told.
 *
 * @param alerts at least one, those that fire first
 * @param externalUrl where people reach this server
 */
public record Notification(
    String receiver, String groupKey, Labels groupLabels, List<Alert> alerts, URI externalUrl) {
  public Notification {
    alerts = List.copyOf(alerts);
  }

  /** {@code resolved} if all alerts are, else {@code firing}. */
  public String status() {
    return firing().isEmpty() ? "resolved" : "firing";
  }

  public List<Alert> firing() {
    return alerts.stream().filter(alert -> !alert.resolved()).toList();
  }

  public List<Alert> resolved() {
    return alerts.stream().filter(Alert::resolved).toList();
  }

  /** The labels that all alerts have. */
  public Labels commonLabels() {
    SortedMap<String, String> shared = alerts.getFirst().labels().toMap();
    for (Alert alert : alerts) {
      shared.entrySet().retainAll(alert.labels().toMap().entrySet());
    }
    return Labels.of(shared);
  }

  /** The annotations that all alerts have. */
  public SortedMap<String, String> commonAnnotations() {
    SortedMap<String, String> shared = new TreeMap<>(alerts.getFirst().annotations());
    for (Alert alert : alerts) {
      shared.entrySet().retainAll(alert.annotations().entrySet());
    }
    return shared;
  }

  /** Alerts without doubles: labels that fire for any rule fire. */
  static List<Alert> inOrder(Iterable<Alert> alerts) {
    Map<Labels, Alert> byLabels = new LinkedHashMap<>();
    for (Alert alert : alerts) {
      byLabels.merge(alert.labels(), alert, (one, other) -> one.resolved() ? other : one);
    }
    List<Alert> sorted = new ArrayList<>(byLabels.values().size());
    byLabels.values().stream().filter(alert -> !alert.resolved()).forEach(sorted::add);
    byLabels.values().stream().filter(Alert::resolved).forEach(sorted::add);
    return sorted;
  }
}
