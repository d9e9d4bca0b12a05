/** The Grafana dashboards: their form, and that each of their queries finds something. */
@NullMarked
package io.barograph.integration.dashboards;

import org.jspecify.annotations.NullMarked;
