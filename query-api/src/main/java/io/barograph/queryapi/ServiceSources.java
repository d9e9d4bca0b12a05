package io.barograph.queryapi;

import io.barograph.storage.inventory.Inventory;
import io.barograph.storage.records.Records;

/** From where the API knows of hosts, processes and what they tell. */
public record ServiceSources(Records records, Inventory inventory) {}
