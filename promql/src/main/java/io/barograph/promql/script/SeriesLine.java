package io.barograph.promql.script;

import io.barograph.model.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series with its values, one a step.
 *
 * @param values what stands at each step; null where nothing does
 * @param histograms whether some of the values are native histograms, which are left out
 */
public record SeriesLine(Labels labels, List<@Nullable Double> values, boolean histograms) {}
