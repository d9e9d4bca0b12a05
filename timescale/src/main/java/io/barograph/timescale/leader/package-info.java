/**
 * Of all servers on one database one leads and does what must be done once: compaction, retention,
 * partitions ahead. Plain JDBC on a thread of its own, because a leader's work is one long sequence
 * of statements on one session.
 */
@NullMarked
package io.barograph.timescale.leader;

import org.jspecify.annotations.NullMarked;
