/** The Prometheus HTTP API that Grafana speaks. */
@NullMarked
package io.barograph.queryapi;

import org.jspecify.annotations.NullMarked;
