package io.barograph.alertengine.notify;

import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The alerts that fire or have lately ended, as the one who notifies knows them. Not shared. */
final class AlertTable {
  /** How long an end is kept at hand; what is told of it later comes from groups. */
  private static final Duration KEPT_AFTER_END = Duration.ofMinutes(20);

  private final AlertOrigin origin;
  private final Map<AlertId, Alert> alerts = new LinkedHashMap<>();

  AlertTable(AlertOrigin origin) {
    this.origin = origin;
  }

  /** Takes changes over; gives the alerts for which they were news. */
  List<AlertId> apply(List<AlertRecord> changes) {
    List<AlertId> news = new ArrayList<>();
    for (AlertRecord change : changes) {
      AlertId id = AlertId.of(change);
      Alert known = alerts.get(id);
      Alert next = next(change, known);
      if (next != null && !next.equals(known)) {
        alerts.put(id, next);
        news.add(id);
      }
    }
    return news;
  }

  private @Nullable Alert next(AlertRecord change, @Nullable Alert known) {
    return switch (change.stage()) {
      // It waits to fire again; that it ended before was too short a while to be seen.
      case PENDING ->
          known == null || known.resolved()
              ? null
              : new Alert(
                  known.labels(),
                  known.annotations(),
                  known.value(),
                  known.startsAt(),
                  change.activeAt(),
                  known.generatorUrl());
      case FIRING -> origin.alert(change, firedAt(change), null);
      case RESOLVED, EXPIRED ->
          change.firedAt() == null
              ? null
              : origin.alert(
                  change,
                  firedAt(change),
                  Objects.requireNonNullElse(change.endedAt(), change.activeAt()));
    };
  }

  private static Instant firedAt(AlertRecord change) {
    return Objects.requireNonNullElse(change.firedAt(), change.activeAt());
  }

  Map<AlertId, Alert> all() {
    return alerts;
  }

  @Nullable Alert get(AlertId id) {
    return alerts.get(id);
  }

  List<Labels> firing() {
    return alerts.values().stream().filter(alert -> !alert.resolved()).map(Alert::labels).toList();
  }

  void forgetOld(Instant now) {
    Instant oldest = now.minus(KEPT_AFTER_END);
    alerts.values().removeIf(alert -> alert.endsAt() != null && alert.endsAt().isBefore(oldest));
  }
}
