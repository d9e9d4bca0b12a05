package io.barograph.queryapi.services;

/**
 * An estimate from a histogram. The true value lies between the bounds of the bucket it fell into.
 *
 * @param seconds interpolated as PromQL's {@code histogram_quantile} does
 * @param lower seconds
 * @param upper seconds, infinite if the value lies above the highest bound
 */
public record Quantile(double seconds, double lower, double upper) {}
