/** The ports on which alerts survive: their states, their history, and who may change them. */
@NullMarked
package io.barograph.storage.alerts;

import org.jspecify.annotations.NullMarked;
