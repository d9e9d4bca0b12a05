/**
 * The catalogue of series: which label set has which id. Every known series is held in memory, so
 * finding series costs no query; the database holds the same, a row for each group of series.
 */
@NullMarked
package io.barograph.timescale.catalog;

import org.jspecify.annotations.NullMarked;
