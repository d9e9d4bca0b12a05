package io.barograph.alertengine.evaluate;

import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The two series of each alert that is pending or firing, as Prometheus writes them. */
final class AlertSeries {
  private static final String STATE = "ALERTS";
  private static final String SINCE = "ALERTS_FOR_STATE";

  private AlertSeries() {}

  static List<RuleSample> of(Collection<AlertRecord> alerts) {
    return alerts.stream()
        .filter(alert -> !alert.stage().ended())
        .flatMap(
            alert ->
                Stream.of(
                    new RuleSample(
                        named(alert, STATE)
                            .with(
                                "alertstate",
                                alert.stage() == AlertStage.FIRING ? "firing" : "pending"),
                        1),
                    new RuleSample(named(alert, SINCE), alert.activeAt().getEpochSecond())))
        .toList();
  }

  private static Labels named(AlertRecord alert, String metric) {
    return alert.labels().with(Labels.METRIC_NAME, metric);
  }
}
