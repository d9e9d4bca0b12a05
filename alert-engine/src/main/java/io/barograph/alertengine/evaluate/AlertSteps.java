package io.barograph.alertengine.evaluate;

import io.barograph.alertengine.rule.Rule;
import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the alerts of one rule go on from one evaluation to the next: as in Prometheus, but that an
 * alert whose data is gone goes on firing for a grace time and then expires.
 */
final class AlertSteps {
  /** For so long an ended alert is kept, so that its end reaches everybody. As in Prometheus. */
  static final Duration KEPT_AFTER_END = Duration.ofMinutes(15);

  private final Rule.Alerting rule;
  private final Duration noDataGrace;

  /**
   * @param noDataGrace zero to take missing data for the end of a condition, as Prometheus does
   */
  AlertSteps(Rule.Alerting rule, Duration noDataGrace) {
    this.rule = rule;
    this.noDataGrace = noDataGrace;
  }

  /**
   * The alerts after an evaluation.
   *
   * @param before by labels
   * @param seen an alert for each element of the query, as if all were new
   */
  Map<Labels, AlertRecord> next(
      Map<Labels, AlertRecord> before, Map<Labels, AlertRecord> seen, Lost lost, Instant now) {
    Map<Labels, AlertRecord> after = new LinkedHashMap<>();
    before.forEach(
        (labels, alert) -> {
          if (!seen.containsKey(labels)) {
            withoutElement(alert, lost, now).ifPresent(next -> after.put(labels, next));
          }
        });
    seen.forEach((labels, fresh) -> after.put(labels, withElement(before.get(labels), fresh, now)));
    return after;
  }

  private AlertRecord withElement(@Nullable AlertRecord before, AlertRecord fresh, Instant now) {
    AlertRecord alert =
        before == null || before.stage().ended()
            ? fresh
            : new AlertRecord(
                before.group(),
                before.rule(),
                before.labels(),
                fresh.annotations(),
                fresh.query(),
                fresh.value(),
                before.stage(),
                before.activeAt(),
                before.firedAt(),
                null,
                null,
                null);
    boolean due = !now.isBefore(alert.activeAt().plus(rule.holdDuration()));
    return alert.stage() == AlertStage.PENDING && due ? alert.fired(now) : alert;
  }

  private Optional<AlertRecord> withoutElement(AlertRecord alert, Lost lost, Instant now) {
    return switch (alert.stage()) {
      case PENDING -> Optional.empty();
      case RESOLVED, EXPIRED ->
          Optional.of(alert)
              .filter(
                  ended -> {
                    Instant end = ended.endedAt();
                    return end != null && !now.isAfter(end.plus(KEPT_AFTER_END));
                  });
      case FIRING ->
          Optional.of(
              noDataGrace.isZero() || lost.hasData(alert)
                  ? conditionEnded(alert, now)
                  : dataGone(alert, now));
    };
  }

  private AlertRecord conditionEnded(AlertRecord alert, Instant now) {
    Instant since = alert.keepFiringSince() == null ? now : alert.keepFiringSince();
    return now.isBefore(since.plus(rule.keepFiringFor()))
        ? alert.keptFiring(since, null)
        : alert.ended(AlertStage.RESOLVED, now);
  }

  private AlertRecord dataGone(AlertRecord alert, Instant now) {
    Instant since = alert.noDataSince() == null ? now : alert.noDataSince();
    Duration patience =
        noDataGrace.compareTo(rule.keepFiringFor()) < 0 ? rule.keepFiringFor() : noDataGrace;
    return now.isBefore(since.plus(patience))
        ? alert.keptFiring(alert.keepFiringSince(), since)
        : alert.ended(AlertStage.EXPIRED, now);
  }
}
