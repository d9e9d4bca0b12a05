/** A fleet of hosts that writes to a running server, and what that costs. */
@NullMarked
package io.barograph.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
