package io.barograph.agent;

/**
 * Hears what becomes of samples. Called on the agent's own thread, one call at a time; it must not
 * block, since nothing is sent meanwhile.
 */
@FunctionalInterface
public interface AgentListener {
  /** Hears nothing. */
  AgentListener NONE = batch -> {};

  /** The server has committed this batch. */
  void acknowledged(AcknowledgedBatch batch);
}
