/** The same questions to Barograph and to a real Prometheus over the same samples. */
@NullMarked
package io.barograph.integration.differential;

import org.jspecify.annotations.NullMarked;
