package io.barograph.storage.records;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page of records, newest first.
 *
 * @param from inclusive
 * @param to inclusive
 * @param before the place of the last record of the page before this one, or null
 */
public record RecordQuery(
    Instant from, Instant to, RecordFilter filter, @Nullable RecordPlace before, int limit) {}
