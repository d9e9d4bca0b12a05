package io.barograph.integration.services;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.barograph.protocol.MimeTypes;
import io.barograph.protocol.ProtocolVersion;
import io.barograph.protocol.Routes;
import io.barograph.protocol.v1.AgentSetup;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.WriteAck;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.DefaultPayload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Flux;

/** A connection that says what it is told to, however wrong. */
final class RawAgent implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int FRAGMENT_BYTES = 64 << 10;

  private final RSocket socket;

  /** Connects as the agent of a host. */
  RawAgent(int port, String host) {
    AgentSetup setup =
        AgentSetup.newBuilder()
            .setProtocolVersion(ProtocolVersion.CURRENT)
            .setHost(host)
            .putLabels("bucket", "odd")
            .build();
    this.socket =
        RSocketConnector.create()
            .setupPayload(DefaultPayload.create(setup.toByteArray()))
            .dataMimeType(MimeTypes.PROTOBUF)
            .metadataMimeType(MimeTypes.ROUTING)
            .fragment(FRAGMENT_BYTES)
            .connect(TcpClientTransport.create("127.0.0.1", port))
            .blockOptional(PATIENCE)
            .orElseThrow();
  }

  /** Sends batches on a channel of records and answers what came back for each. */
  List<RecordAck> records(RecordBatch... batches) {
    return channel(Routes.RECORDS, Flux.just(batches))
        .map(RawAgent::recordAck)
        .collectList()
        .blockOptional(PATIENCE)
        .orElseThrow();
  }

  /** The same for samples. */
  List<WriteAck> samples(Flux<SampleColumns> batches) {
    return channel(Routes.SAMPLES, batches)
        .map(RawAgent::writeAck)
        .collectList()
        .blockOptional(PATIENCE)
        .orElseThrow();
  }

  private Flux<Payload> channel(String route, Flux<? extends MessageLite> batches) {
    return socket.requestChannel(
        batches.index(
            (number, batch) ->
                number > 0
                    ? ByteBufPayload.create(Unpooled.wrappedBuffer(batch.toByteArray()))
                    : ByteBufPayload.create(
                        Unpooled.wrappedBuffer(batch.toByteArray()),
                        TaggingMetadataCodec.createTaggingContent(
                            ByteBufAllocator.DEFAULT, List.of(route)))));
  }

  private static RecordAck recordAck(Payload payload) {
    try {
      return RecordAck.parseFrom(payload.getData());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    } finally {
      payload.release();
    }
  }

  private static WriteAck writeAck(Payload payload) {
    try {
      return WriteAck.parseFrom(payload.getData());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    } finally {
      payload.release();
    }
  }

  /** An id for a record. */
  static ByteString id() {
    byte[] id = new byte[16];
    ThreadLocalRandom.current().nextBytes(id);
    return ByteString.copyFrom(id);
  }

  @Override
  public void close() {
    socket.dispose();
  }
}
