/** The doors (RSocket, remote write) and the pipeline: decode, validate, group, append. */
@NullMarked
package io.barograph.ingest;

import org.jspecify.annotations.NullMarked;
