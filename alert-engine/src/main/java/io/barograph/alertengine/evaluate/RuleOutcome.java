package io.barograph.alertengine.evaluate;

import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertRecord;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation of a rule gave.
 *
 * @param alerts by labels, the ended ones that are still kept included; empty for recording rules
 */
record RuleOutcome(List<RuleSample> samples, Map<Labels, AlertRecord> alerts) {}
