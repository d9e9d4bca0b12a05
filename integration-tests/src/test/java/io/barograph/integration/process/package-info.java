/** The real programs that tests start: Barograph as it is shipped, Prometheus, node_exporter. */
@NullMarked
package io.barograph.integration.process;

import org.jspecify.annotations.NullMarked;
