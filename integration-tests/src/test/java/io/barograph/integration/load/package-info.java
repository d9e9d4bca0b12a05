/** Loads that remember what was acknowledged, and the comparison with what is read back. */
@NullMarked
package io.barograph.integration.load;

import org.jspecify.annotations.NullMarked;
