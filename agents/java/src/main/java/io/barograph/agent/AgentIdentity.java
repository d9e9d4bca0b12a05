package io.barograph.agent;

import static java.util.Objects.requireNonNull;

import io.barograph.model.Labels;

/**
 * Who an agent says it is when it connects.
 *
 * @param agentId stable over restarts of the agent on one host
 * @param host name of the host
 * @param version of the agent program, for the operator
 * @param labels of the host, such as {@code bucket="team-a"}; they describe the host and are not
 *     added to series
 */
public record AgentIdentity(String agentId, String host, String version, Labels labels) {
  public AgentIdentity {
    requireNonNull(agentId, "agentId is null");
    requireNonNull(host, "host is null");
    requireNonNull(version, "version is null");
    requireNonNull(labels, "labels is null");
    if (agentId.isEmpty() || host.isEmpty()) {
      throw new IllegalArgumentException(
          "agent id \"%s\" and host \"%s\" must not be empty".formatted(agentId, host));
    }
  }

  /** This host under its own name, the version of this library, no labels. */
  public static AgentIdentity ofThisHost() {
    String host = HostName.read();
    return new AgentIdentity(host, host, AgentVersion.read(), Labels.EMPTY);
  }
}
