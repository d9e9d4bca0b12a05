package io.barograph.benchmarks.agents;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.barograph.protocol.MimeTypes;
import io.barograph.protocol.Routes;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.WriteAck;
import io.netty.buffer.ByteBuf;
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
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.tcp.TcpClient;

/**
 * The connection of one process: samples and a report every ten seconds. It keeps what the server
 * does not ask for, and never connects again: a connection that ends is a failure of the run.
 */
final class SimulatedAgent {
  private static final Duration TICK = Duration.ofSeconds(10);

  /** More batches than are ever unanswered, and a power of two. */
  private static final int REMEMBERED = 64;

  private final SimulatedProcess process;
  private final LongSupplier clock;
  private final AgentCounts counts;
  private final long[] sentNanos = new long[REMEMBERED];

  SimulatedAgent(SimulatedProcess process, LongSupplier clock, AgentCounts counts) {
    this.process = process;
    this.clock = clock;
    this.counts = counts;
  }

  /** Runs until it is cancelled or the connection ends. */
  Mono<Void> run(int port, Duration phase) {
    return Mono.delay(phase)
        .then(
            RSocketConnector.create()
                .setupPayload(DefaultPayload.create(process.setup().toByteArray()))
                .dataMimeType(MimeTypes.PROTOBUF)
                .metadataMimeType(MimeTypes.ROUTING)
                .keepAlive(Duration.ofSeconds(10), Duration.ofSeconds(30))
                .connect(TcpClientTransport.create(client(port))))
        .flatMap(this::send);
  }

  /** Without a pool, which would hold back all but 500 connections. */
  private static TcpClient client(int port) {
    return TcpClient.newConnection().host("127.0.0.1").port(port);
  }

  private Mono<Void> send(RSocket socket) {
    Sinks.Many<Payload> samples = Sinks.many().unicast().onBackpressureBuffer();
    Sinks.Many<Payload> records = Sinks.many().unicast().onBackpressureBuffer();
    Flux<?> ticks =
        Flux.interval(Duration.ZERO, TICK)
            .doOnNext(
                tick -> {
                  long now = clock.getAsLong();
                  samples.tryEmitNext(payload(Routes.SAMPLES, tick, samples(now))).orThrow();
                  records.tryEmitNext(payload(Routes.RECORDS, tick, report(now))).orThrow();
                });
    Flux<?> acknowledgements =
        Flux.merge(
            socket.requestChannel(samples.asFlux()).doOnNext(this::samplesAcknowledged),
            socket.requestChannel(records.asFlux()).doOnNext(this::recordsAcknowledged));
    return Flux.merge(ticks, acknowledgements)
        .takeUntilOther(socket.onClose())
        .then(Mono.<Void>error(new IllegalStateException("the server has closed the connection")))
        .doFinally(_ -> socket.dispose());
  }

  private SampleColumns samples(long now) {
    SampleColumns samples = process.samples(now);
    sentNanos[(int) samples.getBatch() & (REMEMBERED - 1)] = System.nanoTime();
    counts.samplesSent(samples.getValuesCount());
    return samples;
  }

  private RecordBatch report(long now) {
    RecordBatch report = process.report(now);
    counts.recordsSent(report.getTransactionsCount());
    return report;
  }

  private static Payload payload(String route, long tick, MessageLite message) {
    ByteBuf data = Unpooled.wrappedBuffer(message.toByteArray());
    return tick > 0
        ? ByteBufPayload.create(data)
        : ByteBufPayload.create(
            data,
            TaggingMetadataCodec.createTaggingContent(ByteBufAllocator.DEFAULT, List.of(route)));
  }

  private void samplesAcknowledged(Payload payload) {
    try {
      WriteAck ack = WriteAck.parseFrom(payload.getData());
      long sent = sentNanos[(int) ack.getBatch() & (REMEMBERED - 1)];
      counts.samplesAcknowledged(ack, System.nanoTime() - sent);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    } finally {
      payload.release();
    }
  }

  private void recordsAcknowledged(Payload payload) {
    try {
      counts.recordsAcknowledged(RecordAck.parseFrom(payload.getData()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    } finally {
      payload.release();
    }
  }
}
