package io.barograph.timescale.compact;

import java.time.Duration;

/**
 * What one compaction did.
 *
 * @param freshSamples samples read from fresh rows that are settled now, each series and timestamp
 *     counted once a pass
 * @param expiredSamples samples left out because their hour is past retention
 * @param settledRows settled rows written, new or replaced
 * @param settledSamples samples in these rows
 * @param damagedBlocks blocks that did not decode and were set aside
 * @param passes how many times the fresh rows were read, more than one where memory did not suffice
 * @param took from the first statement to the last
 */
public record CompactionReport(
    long freshSamples,
    long expiredSamples,
    long settledRows,
    long settledSamples,
    int damagedBlocks,
    int passes,
    Duration took) {}
