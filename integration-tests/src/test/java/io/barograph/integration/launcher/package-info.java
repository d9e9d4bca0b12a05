/** What {@code bin/barograph} hands to the programs it starts. */
@NullMarked
package io.barograph.integration.launcher;

import org.jspecify.annotations.NullMarked;
