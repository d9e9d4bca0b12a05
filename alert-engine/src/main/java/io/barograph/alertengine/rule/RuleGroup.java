package io.barograph.alertengine.rule;

import io.barograph.storage.alerts.GroupKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are evaluated in order, together.
 *
 * @param interval between evaluations, or null for that of the settings
 * @param queryOffset how far evaluation lies in the past, or null for that of the settings
 * @param limit the most elements one of the rules may give, 0 for any number
 */
public record RuleGroup(
    GroupKey key,
    @Nullable Duration interval,
    @Nullable Duration queryOffset,
    int limit,
    List<Rule> rules) {
  public RuleGroup {
    rules = List.copyOf(rules);
  }
}
