/** The contract between agents and ingest: messages, routes, limits, golden bytes. */
@NullMarked
package io.barograph.protocol;

import org.jspecify.annotations.NullMarked;
