package io.barograph.agent;

/**
 * What an agent has done since it was built. Every sample appended is in exactly one of buffered,
 * pending, accepted, refused and dropped.
 *
 * @param buffered samples that wait to be sent, now
 * @param pending samples sent and not yet acknowledged, now
 * @param accepted samples the server has committed
 * @param refused samples the server will not take
 * @param dropped samples that made room for newer ones, or came after close, or were left at close
 * @param batchesSent batches sent, repetitions included
 * @param connects connections on which a batch was sent
 * @param failedConnects attempts that failed and connections that broke
 * @param connected whether a connection stands now
 * @param series series remembered, now
 */
public record AgentCounts(
    long buffered,
    long pending,
    long accepted,
    long refused,
    long dropped,
    long batchesSent,
    long connects,
    long failedConnects,
    boolean connected,
    int series) {}
