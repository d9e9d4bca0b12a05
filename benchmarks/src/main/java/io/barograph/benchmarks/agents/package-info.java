/** Two thousand agents at once, and what the views of services take meanwhile. */
@NullMarked
package io.barograph.benchmarks.agents;

import org.jspecify.annotations.NullMarked;
