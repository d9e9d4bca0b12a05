/** Silences as notification sees them. */
@NullMarked
package io.barograph.alertengine.silence;

import org.jspecify.annotations.NullMarked;
