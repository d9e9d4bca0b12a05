/** Barograph beside the real Prometheus, sample by sample. */
@NullMarked
package io.barograph.integration.comparison;

import org.jspecify.annotations.NullMarked;
