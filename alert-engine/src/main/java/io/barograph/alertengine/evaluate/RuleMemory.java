package io.barograph.alertengine.evaluate;

import static java.util.stream.Collectors.toSet;

import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rule must know of its last evaluation.
 *
 * @param alerts by labels
 * @param series that it wrote
 */
public record RuleMemory(Map<Labels, AlertRecord> alerts, Set<Labels> series) {
  /** Of a rule that was never evaluated. */
  public static final RuleMemory NONE = new RuleMemory(Map.of(), Set.of());

  /** Of an alerting rule whose alerts were stored. */
  public static RuleMemory of(Collection<AlertRecord> alerts) {
    Map<Labels, AlertRecord> byLabels = new LinkedHashMap<>();
    alerts.forEach(alert -> byLabels.put(alert.labels(), alert));
    return new RuleMemory(byLabels, seriesOf(AlertSeries.of(alerts)));
  }

  static Set<Labels> seriesOf(List<RuleSample> samples) {
    return samples.stream().map(RuleSample::series).collect(toSet());
  }
}
