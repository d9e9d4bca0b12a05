/** The agents for other languages on real programs, against a real server. */
@NullMarked
package io.barograph.integration.agent;

import org.jspecify.annotations.NullMarked;
