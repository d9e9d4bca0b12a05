/** Writes JSON. */
@NullMarked
package io.barograph.alertengine.notify.json;

import org.jspecify.annotations.NullMarked;
