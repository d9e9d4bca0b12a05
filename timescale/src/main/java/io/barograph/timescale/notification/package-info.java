/** What receivers were told, silences, and who notifies, on PostgreSQL. */
@NullMarked
package io.barograph.timescale.notification;

import org.jspecify.annotations.NullMarked;
