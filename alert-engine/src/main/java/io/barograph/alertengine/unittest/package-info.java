/** Unit tests of rules in promtool's format: series go in, alerts and samples are compared. */
@NullMarked
package io.barograph.alertengine.unittest;

import org.jspecify.annotations.NullMarked;
