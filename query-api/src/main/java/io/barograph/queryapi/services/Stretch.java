package io.barograph.queryapi.services;

/**
 * A part of what is asked for that comes from one source: some points of a grid, or a part of the
 * window of its only point.
 *
 * @param share of the window of a point that this is about, from 0 to 1; rates of all stretches of
 *     a point add up when each is taken times its share
 */
record Stretch(RequestSource source, Grid grid, double share) {}
