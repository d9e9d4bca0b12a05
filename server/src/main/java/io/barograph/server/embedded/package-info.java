/**
 * A PostgreSQL of our own, for those who have none: unpacked, initialised and run under the data
 * directory.
 *
 * <p>The server process is a daemon, not a child: a Ctrl-C in the terminal must not reach it before
 * the last samples are flushed. So it also outlives a killed Barograph, and the next start stops
 * the leftover before it begins.
 */
@NullMarked
package io.barograph.server.embedded;

import org.jspecify.annotations.NullMarked;
