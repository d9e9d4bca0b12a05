package io.barograph.ingest.rsocket;

import static io.barograph.ingest.rsocket.OpenDoor.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.barograph.protocol.Routes;
import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.RecordQuery;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.DefaultPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class RecordsChannelIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final OpenDoor open = new OpenDoor();

  @AfterEach
  void close() {
    open.close();
  }

  private static RecordBatch batch(int number) {
    byte[] id = new byte[16];
    id[15] = (byte) number;
    return RecordBatch.newBuilder()
        .setBatch(number)
        .addEvents(
            Event.newBuilder().setId(ByteString.copyFrom(id)).setTimeMs(NOW).setKind("start"))
        .addEvents(Event.newBuilder().setTimeMs(NOW).setKind("start"))
        .build();
  }

  private static Payload first(byte[] batch) {
    return ByteBufPayload.create(
        Unpooled.wrappedBuffer(batch),
        TaggingMetadataCodec.createTaggingContent(
            ByteBufAllocator.DEFAULT, List.of(Routes.RECORDS)));
  }

  private static RecordAck ack(Payload payload) {
    try {
      return RecordAck.parseFrom(payload.getData());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    } finally {
      payload.release();
    }
  }

  private static Flux<Payload> payloads(int batches) {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(first(batch(1).toByteArray()));
    for (int i = 2; i <= batches; i++) {
      payloads.add(DefaultPayload.create(batch(i).toByteArray()));
    }
    return Flux.fromIterable(payloads);
  }

  private int stored() {
    return open.records
        .events()
        .page(
            new RecordQuery(Instant.EPOCH, Instant.ofEpochMilli(NOW), RecordFilter.ALL, null, 1000))
        .blockOptional()
        .orElseThrow()
        .size();
  }

  @Test
  void recordsAreStoredAndAcknowledged() {
    List<RecordAck> acks =
        open.connect()
            .requestChannel(payloads(20))
            .map(RecordsChannelIT::ack)
            .collectList()
            .block(PATIENCE);
    assertThat(acks).hasSize(20);
    assertThat(acks).allMatch(ack -> ack.getAccepted() == 1 && ack.getRefusedCount() == 1);
    assertThat(acks.getFirst().getRefused(0).getReason()).isEqualTo("invalid_id");
    assertThat(stored()).isEqualTo(20);
    assertThat(
            open.pipeline
                .registry()
                .get("barograph.ingest.records.refused")
                .tag("reason", "invalid_id")
                .counter()
                .count())
        .isEqualTo(20);
  }

  @Test
  void anOutageHoldsBatchesBackAndLosesNothing() {
    open.storage.away = true;
    List<RecordAck> acks = new CopyOnWriteArrayList<>();
    Disposable channel =
        open.connect().requestChannel(payloads(20)).map(RecordsChannelIT::ack).subscribe(acks::add);
    await()
        .atMost(PATIENCE)
        .until(() -> open.gauge("barograph.ingest.rsocket.waiting.for.storage") > 0);
    assertThat(acks).isEmpty();
    open.storage.away = false;
    await().atMost(PATIENCE).until(() -> acks.size() == 20);
    assertThat(stored()).isEqualTo(20);
    channel.dispose();
    await().atMost(PATIENCE).until(() -> open.gauge("barograph.ingest.in.flight") == 0);
  }

  @Test
  void whatHasArrivedIsStoredThoughItsSenderIsGone() {
    open.storage.away = true;
    RSocket agent = open.connect();
    agent.requestChannel(payloads(2)).subscribe(Payload::release, error -> {});
    await()
        .atMost(PATIENCE)
        .until(() -> open.gauge("barograph.ingest.rsocket.waiting.for.storage") == 2);
    agent.dispose();
    await().atMost(PATIENCE).until(() -> open.gauge("barograph.ingest.rsocket.connections") == 0);
    open.storage.away = false;
    await().atMost(PATIENCE).until(() -> stored() == 2);
    await().atMost(PATIENCE).until(() -> open.gauge("barograph.ingest.in.flight") == 0);
  }

  @Test
  void oneChannelOfEachKindAtATime() {
    RSocket agent = open.connect();
    Sinks.Many<Payload> records = Sinks.many().unicast().onBackpressureBuffer();
    List<RecordAck> acks = new CopyOnWriteArrayList<>();
    Disposable channel =
        agent.requestChannel(records.asFlux()).map(RecordsChannelIT::ack).subscribe(acks::add);
    records.tryEmitNext(first(batch(1).toByteArray()));
    await().atMost(PATIENCE).until(() -> acks.size() == 1);

    assertThat(
            OpenDoor.ack(
                    agent
                        .requestChannel(
                            Flux.just(
                                OpenDoor.first(SampleColumns.newBuilder().setBatch(5).build())))
                        .blockFirst(PATIENCE))
                .getBatch())
        .isEqualTo(5);
    assertThatThrownBy(() -> agent.requestChannel(payloads(1)).blockFirst(PATIENCE))
        .hasMessageContaining("open already");
    records.tryEmitNext(DefaultPayload.create(batch(2).toByteArray()));
    await().atMost(PATIENCE).until(() -> acks.size() == 2);
    channel.dispose();
  }

  @Test
  void whatCannotBeDecodedEndsTheChannelAndNotTheConnection() {
    RSocket agent = open.connect();
    assertThatThrownBy(
            () ->
                agent
                    .requestChannel(Flux.just(first(new byte[] {0x2a, 0x7f})))
                    .blockFirst(PATIENCE))
        .hasMessageContaining("batch cannot be decoded at byte 1");
    assertThat(agent.requestChannel(payloads(1)).map(RecordsChannelIT::ack).blockFirst(PATIENCE))
        .isNotNull();
  }
}
