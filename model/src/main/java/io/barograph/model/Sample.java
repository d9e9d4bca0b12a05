package io.barograph.model;

/**
 * One measured value of a series.
 *
 * @param timestamp milliseconds since the Unix epoch
 * @param value any double, NaN payloads included: the stale marker is one
 */
public record Sample(long timestamp, double value) {}
