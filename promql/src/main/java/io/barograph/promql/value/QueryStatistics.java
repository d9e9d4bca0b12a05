package io.barograph.promql.value;

import java.time.Duration;

/**
 * What a query cost.
 *
 * @param seriesLoaded series that storage gave
 * @param samplesLoaded samples that storage gave
 * @param peakSamples the most samples held at any time, loaded ones included
 * @param loadTime waiting for storage
 * @param evaluationTime computing, sorting included
 */
public record QueryStatistics(
    long seriesLoaded,
    long samplesLoaded,
    long peakSamples,
    Duration loadTime,
    Duration evaluationTime) {}
