package io.barograph.agent.records;

/**
 * What has become of the records of an agent. Every record made is in exactly one of waiting,
 * accepted, refused and dropped.
 *
 * @param waiting records that wait to be sent or acknowledged, now
 * @param accepted records the server has committed
 * @param refused records the server will not take
 * @param dropped records that made room for newer ones or came after close
 * @param suppressed requests that were not recorded, because there were too many since the last
 *     report
 */
public record RecordCounts(
    long waiting, long accepted, long refused, long dropped, long suppressed) {}
