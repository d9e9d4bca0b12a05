/** Proof that what the build arms against mistakes is armed. */
@NullMarked
package io.barograph.integration.guards;

import org.jspecify.annotations.NullMarked;
