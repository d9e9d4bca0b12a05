package io.barograph.queryapi;

import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.Silences;
import io.barograph.storage.rules.RuleSource;
import java.util.function.Supplier;

/**
 * From where the API knows of rules and alerts.
 *
 * @param alertmanagers asked each time
 */
public record AlertSources(
    RuleSource rules,
    Supplier<Alertmanagers> alertmanagers,
    Silences silences,
    AlertHistory history) {
  /** What a server without rules knows. */
  public static final AlertSources NONE =
      new AlertSources(RuleSource.NONE, () -> Alertmanagers.NONE, Silences.NONE, AlertHistory.NONE);
}
