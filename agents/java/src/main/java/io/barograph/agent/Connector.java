package io.barograph.agent;

import io.barograph.protocol.MimeTypes;
import io.barograph.protocol.ProtocolVersion;
import io.barograph.protocol.v1.AgentSetup;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.util.DefaultPayload;
import reactor.core.publisher.Mono;

/** Opens connections that say who the agent is. */
final class Connector {
  private final BarographAgentBuilder settings;
  private final byte[] setup;

  Connector(BarographAgentBuilder settings) {
    this.settings = settings;
    AgentIdentity identity = settings.identity;
    this.setup =
        AgentSetup.newBuilder()
            .setProtocolVersion(ProtocolVersion.CURRENT)
            .setAgentId(identity.agentId())
            .setHost(identity.host())
            .setAgentVersion(identity.version())
            .putAllLabels(identity.labels().toMap())
            .setToken(settings.token)
            .build()
            .toByteArray();
  }

  Mono<RSocket> connect() {
    return RSocketConnector.create()
        .setupPayload(DefaultPayload.create(setup))
        .dataMimeType(MimeTypes.PROTOBUF)
        .metadataMimeType(MimeTypes.COMPOSITE_METADATA)
        .keepAlive(settings.keepaliveInterval, settings.keepaliveLifetime)
        .payloadDecoder(PayloadDecoder.ZERO_COPY)
        .connect(settings.address.transport(settings.connectTimeout))
        .timeout(settings.connectTimeout);
  }
}
