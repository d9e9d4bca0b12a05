/**
 * The Prometheus HTTP API, version 1, as Grafana, promtool and people with curl use it: the same
 * envelopes, error types, status codes and texts. Handlers parse parameters, ask {@code storage} or
 * {@code promql}, and write JSON; they hold no evaluation logic.
 */
@NullMarked
package io.barograph.queryapi;

import org.jspecify.annotations.NullMarked;
