/** Meters of Micrometer as series of an agent. Needs micrometer-core, which the agent does not. */
@NullMarked
package io.barograph.agent.micrometer;

import org.jspecify.annotations.NullMarked;
