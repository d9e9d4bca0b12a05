package io.barograph.storage.alerts;

/**
 * Names a group of rules, over all servers on a database.
 *
 * @param file as the settings name it
 */
public record GroupKey(String file, String name) {}
