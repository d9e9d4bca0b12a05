/** Tells receivers of alerts: groups, what was told already, and one queue for each integration. */
@NullMarked
package io.barograph.alertengine.notify;

import org.jspecify.annotations.NullMarked;
