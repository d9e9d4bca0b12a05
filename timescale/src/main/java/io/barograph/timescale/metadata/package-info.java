/** What is known of metrics beside their samples. */
@NullMarked
package io.barograph.timescale.metadata;

import org.jspecify.annotations.NullMarked;
