/**
 * Groups of rules on a steady clock: which this server leads, when they are due, and how they go on
 * after a reload, a restart or the end of another server.
 */
@NullMarked
package io.barograph.alertengine.schedule;

import org.jspecify.annotations.NullMarked;
