package io.barograph.alertengine.evaluate;

import java.util.List;
import java.util.Map;

/**
 * What an evaluation of a group gave.
 *
 * @param memory by the key of the rule; what the next evaluation is given, once this one is saved
 * @param reports in the order of the rules
 */
public record GroupOutcome(Map<String, RuleMemory> memory, List<RuleReport> reports) {}
