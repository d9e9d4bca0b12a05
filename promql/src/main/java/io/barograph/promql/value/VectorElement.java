package io.barograph.promql.value;

import io.barograph.model.Labels;

/**
 * One series of an instant vector.
 *
 * @param timestamp the evaluation time, milliseconds since the Unix epoch
 */
public record VectorElement(Labels labels, long timestamp, double value) {}
