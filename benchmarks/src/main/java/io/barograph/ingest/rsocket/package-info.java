/** Benchmarks of what the RSocket door keeps to itself. */
@NullMarked
package io.barograph.ingest.rsocket;

import org.jspecify.annotations.NullMarked;
