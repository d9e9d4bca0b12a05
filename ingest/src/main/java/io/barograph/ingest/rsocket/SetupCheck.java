package io.barograph.ingest.rsocket;

import com.google.protobuf.InvalidProtocolBufferException;
import io.barograph.ingest.records.RecordSender;
import io.barograph.protocol.MimeTypes;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.ProtocolVersion;
import io.barograph.protocol.v1.AgentSetup;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.exceptions.RejectedSetupException;

/** Decides whether a connection may stand. */
final class SetupCheck {
  private static final String BUCKET = "bucket";

  /** Characters, each at most four bytes. */
  private static final int LONGEST_NAME = ProtocolLimits.NAME_BYTES / 4;

  private final AgentAuthenticator authenticator;

  SetupCheck(AgentAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  /**
   * What the agent has said of itself.
   *
   * @throws RejectedSetupException with a sentence for the agent
   */
  AcceptedSetup check(ConnectionSetupPayload setup) {
    RouteCheck route = RouteCheck.of(setup.metadataMimeType());
    if (route == null) {
      throw rejected(
          "metadata type \"%.100s\" is not served; use %s or %s"
              .formatted(
                  setup.metadataMimeType(), MimeTypes.COMPOSITE_METADATA, MimeTypes.ROUTING));
    }
    if (!MimeTypes.ACCEPTED_DATA.contains(setup.dataMimeType())) {
      throw rejected(
          "data type \"%.100s\" is not served; use %s"
              .formatted(setup.dataMimeType(), MimeTypes.PROTOBUF));
    }
    if (setup.keepAliveMaxLifetime() > ProtocolLimits.KEEPALIVE_LIFETIME_MS) {
      throw rejected(
          "keepalive lifetime %d ms, limit is %d; a dead agent must be noticed sooner"
              .formatted(setup.keepAliveMaxLifetime(), ProtocolLimits.KEEPALIVE_LIFETIME_MS));
    }
    AgentSetup agent = parse(setup);
    if (agent.getProtocolVersion() != ProtocolVersion.CURRENT) {
      throw rejected(
          "agent speaks protocol version %s, this server speaks %d; %s"
              .formatted(
                  Integer.toUnsignedString(agent.getProtocolVersion()),
                  ProtocolVersion.CURRENT,
                  agent.getProtocolVersion() == 0
                      ? "send an AgentSetup message as the data of the setup"
                      : "update the older one"));
    }
    if (!authenticator.accepts(agent.getToken())) {
      throw rejected(
          agent.getToken().isEmpty()
              ? "agent sent no token and this server asks for one; give the agent a token"
              : "agent sent a token that this server does not know; give the agent a known one");
    }
    return new AcceptedSetup(
        route,
        new RecordSender(
            shortened(agent.getHost()),
            shortened(agent.getLabelsOrDefault(BUCKET, "")),
            agent.getLabelsMap(),
            shortened(agent.getAgentVersion())));
  }

  /** Long enough for any name, and short enough for an index. */
  private static String shortened(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  private static AgentSetup parse(ConnectionSetupPayload setup) {
    int bytes = setup.data().readableBytes();
    if (bytes > ProtocolLimits.SETUP_BYTES) {
      throw rejected(
          "setup has %d bytes, limit is %d; send fewer labels"
              .formatted(bytes, ProtocolLimits.SETUP_BYTES));
    }
    try {
      return AgentSetup.parseFrom(setup.getData());
    } catch (InvalidProtocolBufferException e) {
      throw rejected(
          "data of the setup is no AgentSetup message: %s; see the page of the protocol"
              .formatted(e.getMessage()));
    }
  }

  private static RejectedSetupException rejected(String message) {
    return new RejectedSetupException(message);
  }
}
