package io.barograph.timescale.catalog;

/**
 * A state of the catalogue, as {@code catalog_state} tells it.
 *
 * @param registration counts registrations; a higher one of the same generation has more series
 * @param generation changes when series are removed
 */
public record CatalogVersion(long registration, long generation) {}
