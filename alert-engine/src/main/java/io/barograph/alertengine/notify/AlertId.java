package io.barograph.alertengine.notify;

import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.GroupKey;

/** Names an alert over all rules. */
record AlertId(GroupKey group, String rule, Labels labels) {
  static AlertId of(AlertRecord alert) {
    return new AlertId(alert.group(), alert.rule(), alert.labels());
  }
}
