/** The program: the host probe, run on a clock and sent to a server. */
@NullMarked
package io.barograph.agent.command;

import org.jspecify.annotations.NullMarked;
