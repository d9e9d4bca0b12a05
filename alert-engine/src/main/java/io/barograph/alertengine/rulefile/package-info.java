/** Reads rule files as Prometheus 3.5 does, and says of each mistake where it is. */
@NullMarked
package io.barograph.alertengine.rulefile;

import org.jspecify.annotations.NullMarked;
