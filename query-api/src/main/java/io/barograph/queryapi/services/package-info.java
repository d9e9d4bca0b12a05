/**
 * What operators ask of their services: how many requests a second, which routes are slow, on which
 * process and since when. Questions become PromQL for the one engine; the answers of several
 * queries are put together here. No HTTP.
 */
@NullMarked
package io.barograph.queryapi.services;

import org.jspecify.annotations.NullMarked;
