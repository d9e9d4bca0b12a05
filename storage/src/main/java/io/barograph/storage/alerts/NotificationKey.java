package io.barograph.storage.alerts;

/**
 * Names what one integration of a receiver is told of one group of alerts.
 *
 * @param alertGroup the route and the labels of the group, as text
 * @param integration the kind and its place in the receiver, such as {@code webhook/0}
 */
public record NotificationKey(String alertGroup, String receiver, String integration) {}
