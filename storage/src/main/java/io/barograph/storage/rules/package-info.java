/**
 * What evaluates rules tells of them, for whoever shows it, on any server. Immutable values and one
 * port.
 */
@NullMarked
package io.barograph.storage.rules;

import org.jspecify.annotations.NullMarked;
