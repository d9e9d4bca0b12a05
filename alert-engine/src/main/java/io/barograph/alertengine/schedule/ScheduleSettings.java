package io.barograph.alertengine.schedule;

import io.barograph.alertengine.evaluate.EvaluationSettings;
import java.time.Duration;

/**
 * How groups are evaluated that name nothing of their own.
 *
 * @param outageTolerance a pending alert begins anew if its group was not evaluated for longer
 * @param concurrency groups that are evaluated at one time
 */
public record ScheduleSettings(
    Duration interval, Duration outageTolerance, int concurrency, EvaluationSettings evaluation) {}
