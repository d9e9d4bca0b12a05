/** What Barograph measures about itself, for whoever scrapes it and in its own store. */
@NullMarked
package io.barograph.server.telemetry;

import org.jspecify.annotations.NullMarked;
