package io.barograph.alertengine.evaluate;

import io.barograph.model.Labels;

/** A value that a rule gives to a series, at the time of its evaluation. */
public record RuleSample(Labels series, double value) {}
