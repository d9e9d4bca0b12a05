/** Callers that wait together for one piece of work. */
@NullMarked
package io.barograph.timescale.waiting;

import org.jspecify.annotations.NullMarked;
