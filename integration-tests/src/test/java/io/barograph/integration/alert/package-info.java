/** Alerts from samples to receivers, on real parts, with servers and databases that are killed. */
@NullMarked
package io.barograph.integration.alert;

import org.jspecify.annotations.NullMarked;
