/**
 * The ports of records: what processes tell besides samples. Single requests, exceptions and events
 * are rows, each with an id of its sender's, so that sending one again changes nothing.
 */
@NullMarked
package io.barograph.storage.records;

import org.jspecify.annotations.NullMarked;
