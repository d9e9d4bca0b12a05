package io.barograph.storage.rules;

import java.time.Duration;
import java.util.List;

/**
 * A group of rules that are evaluated in order, together.
 *
 * @param limit the most series or alerts that one of its rules may give, 0 for any number
 * @param last the last evaluation of the whole group
 */
public record RuleGroupStatus(
    String name,
    String file,
    Duration interval,
    int limit,
    RuleEvaluation last,
    List<RuleStatus> rules) {
  public RuleGroupStatus {
    rules = List.copyOf(rules);
  }

  /** The same group with only some of its rules. */
  public RuleGroupStatus withRules(List<RuleStatus> kept) {
    return new RuleGroupStatus(name, file, interval, limit, last, kept);
  }
}
