package io.barograph.storage.inventory;

import io.barograph.storage.records.ProcessKey;
import org.jspecify.annotations.Nullable;

/**
 * A page of the inventory in the order of host, job and instance. An empty text means all.
 *
 * @param job of processes, as {@code instance}; hosts are not asked for them
 * @param after the last of the page before this one, or null
 */
public record InventoryQuery(
    String bucket,
    String host,
    String job,
    String instance,
    @Nullable ProcessKey after,
    int limit) {}
