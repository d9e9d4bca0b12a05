package io.barograph.alertengine.evaluate;

import io.barograph.alertengine.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the evaluation of a rule went.
 *
 * @param key of the rule within its group
 * @param began by the wall clock
 * @param failure empty if it worked
 */
public record RuleReport(
    String key, Rule rule, Instant began, Duration took, Optional<RuntimeException> failure) {}
