package io.barograph.ingest.rsocket;

import static io.barograph.ingest.rsocket.OpenDoor.NOW;
import static io.barograph.ingest.rsocket.OpenDoor.ack;
import static io.barograph.ingest.rsocket.OpenDoor.definition;
import static io.barograph.ingest.rsocket.OpenDoor.first;
import static io.barograph.ingest.rsocket.OpenDoor.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.barograph.agent.AgentCounts;
import io.barograph.agent.BarographAgent;
import io.barograph.agent.SeriesHandle;
import io.barograph.model.Labels;
import io.barograph.model.Sample;
import io.barograph.model.StaleMarker;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.WriteAck;
import io.barograph.storage.Series;
import io.barograph.storage.TimeRange;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class RSocketDoorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final OpenDoor open = new OpenDoor();

  @AfterEach
  void close() {
    open.close();
  }

  private List<Series> stored() {
    return open.storage.store.select(TimeRange.ALL, List.of()).collectList().block();
  }

  private WriteAck send(SampleColumns columns) {
    return ack(open.connect().requestChannel(Flux.just(first(columns))).blockFirst(PATIENCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "ws"})
  void samplesOfTheAgentLibraryArriveBitForBit(String scheme) {
    String address = scheme.equals("tcp") ? open.tcpAddress() : open.webSocketAddress();
    BarographAgent agent =
        BarographAgent.builder(address).flushInterval(Duration.ofMillis(20)).build();
    SeriesHandle cpu = agent.series(Labels.of("__name__", "cpu", "host", "a"));
    cpu.append(NOW, StaleMarker.VALUE);
    cpu.append(NOW + 1, -0.0);
    cpu.append(NOW - 1, Double.NEGATIVE_INFINITY);
    assertThat(agent.close(PATIENCE)).isTrue();

    Series series = stored().getFirst();
    assertThat(series.labels()).isEqualTo(Labels.of("__name__", "cpu", "host", "a"));
    assertThat(series.size()).isEqualTo(3);
    assertThat(series.timestamps()[1]).isEqualTo(NOW);
    assertThat(Double.doubleToRawLongBits(series.values()[0]))
        .isEqualTo(Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY));
    assertThat(Double.doubleToRawLongBits(series.values()[1])).isEqualTo(StaleMarker.BITS);
    assertThat(Double.doubleToRawLongBits(series.values()[2]))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(agent.counts().accepted()).isEqualTo(3);
  }

  @Test
  void outageHoldsBatchesBackAndLosesNothing() {
    open.storage.away = true;
    try (BarographAgent agent =
        BarographAgent.builder(open.tcpAddress())
            .flushInterval(Duration.ofMillis(20))
            .batchSamples(100)
            .build()) {
      SeriesHandle series = agent.series(Labels.of("__name__", "tick"));
      for (int i = 0; i < 2000; i++) {
        series.append(NOW - i, i);
      }
      await()
          .atMost(PATIENCE)
          .until(() -> open.gauge("barograph.ingest.rsocket.waiting.for.storage") > 0);
      AgentCounts held = agent.counts();
      assertThat(held.accepted()).isZero();
      assertThat(held.pending()).isLessThanOrEqualTo(400);
      open.storage.away = false;
      await().atMost(PATIENCE).until(() -> agent.counts().accepted() == 2000);
      assertThat(agent.counts().failedConnects()).isZero();
    }
    assertThat(stored().getFirst().size()).isEqualTo(2000);
    assertThat(open.gauge("barograph.ingest.in.flight")).isZero();
  }

  @Test
  void invalidatedIdsAreResolvedAgainUnseenByTheSender() {
    try (BarographAgent agent =
        BarographAgent.builder(open.tcpAddress()).flushInterval(Duration.ofMillis(20)).build()) {
      SeriesHandle a = agent.series(Labels.of("__name__", "a"));
      SeriesHandle b = agent.series(Labels.of("__name__", "b"));
      for (int round = 0; round < 5; round++) {
        a.append(NOW + round, round);
        b.append(NOW + round, -round);
        long expected = 2L * (round + 1);
        await().atMost(PATIENCE).until(() -> agent.counts().accepted() == expected);
        open.storage.invalidateIds();
      }
      assertThat(agent.counts().failedConnects()).isZero();
    }
    assertThat(stored()).allSatisfy(series -> assertThat(series.size()).isEqualTo(5));
  }

  @Test
  void refusesSampleBySampleAndKeepsTheRest() {
    WriteAck ack =
        send(
            SampleColumns.newBuilder()
                .setBatch(7)
                .addDefine(definition(0, "__name__", "good"))
                .addDefine(definition(1, "job", "no name"))
                .addDefine(definition(2, "__name__", "x", "a", "1", "a", "2"))
                .addAllRefs(List.of(0, 1, 2, 99, 0, 0, -1))
                .setBaseTimestampMs(NOW)
                .addAllTimestampOffsetsMs(List.of(0L, 0L, 0L, 0L, -NOW, Long.MAX_VALUE, 0L))
                .addAllValues(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0))
                .build());
    assertThat(ack.getBatch()).isEqualTo(7);
    assertThat(ack.getAccepted()).isEqualTo(1);
    assertThat(ack.getRefusedList())
        .extracting("reason", "samples")
        .containsExactlyInAnyOrder(
            tuple("missing_metric_name", 1L),
            tuple("duplicate_label", 1L),
            tuple("undefined_series", 2L),
            tuple("timestamp_too_old", 1L),
            tuple("timestamp_too_far_in_future", 1L));
    assertThat(stored().getFirst().samples()).containsExactly(new Sample(NOW, 1.0));
  }

  @Test
  void refusesRedefinitionWithOtherLabelsOnly() {
    WriteAck ack =
        send(
            SampleColumns.newBuilder()
                .setBatch(1)
                .addDefine(definition(0, "__name__", "a", "x", "1"))
                .addDefine(definition(0, "x", "1", "__name__", "a"))
                .addDefine(definition(0, "__name__", "b"))
                .addDefine(definition(5, "__name__", "c"))
                .addRefs(0)
                .setBaseTimestampMs(NOW)
                .addValues(1)
                .build());
    assertThat(ack.getAccepted()).isEqualTo(1);
    assertThat(ack.getRefusedList())
        .extracting("reason")
        .containsExactly("series_redefined", "malformed");
    assertThat(ack.getRefused(0).getMessage()).contains("ref 0 is defined already");
    assertThat(ack.getRefused(1).getMessage()).contains("the next is 1");
  }

  @Test
  void repeatsTheRefsOfTheBatchBefore() {
    List<WriteAck> acks =
        open.connect()
            .requestChannel(
                Flux.just(
                    first(
                        SampleColumns.newBuilder()
                            .setBatch(1)
                            .addDefine(definition(0, "__name__", "a"))
                            .addDefine(definition(1, "__name__", "b"))
                            .addAllRefs(List.of(1, 0))
                            .setBaseTimestampMs(NOW)
                            .addAllValues(List.of(1.0, 2.0))
                            .build()),
                    next(
                        SampleColumns.newBuilder()
                            .setBatch(2)
                            .setBaseTimestampMs(NOW + 1)
                            .addAllValues(List.of(3.0, 4.0))
                            .build()),
                    next(
                        SampleColumns.newBuilder()
                            .setBatch(3)
                            .setBaseTimestampMs(NOW + 2)
                            .addValues(3.0)
                            .build())))
            .map(OpenDoor::ack)
            .collectSortedList(Comparator.comparing(WriteAck::getBatch))
            .block(PATIENCE);
    assertThat(acks).extracting(WriteAck::getAccepted).containsExactly(2L, 2L, 0L);
    assertThat(acks.get(2).getRefused(0).getReason()).isEqualTo("malformed");
    assertThat(acks.get(2).getRefused(0).getMessage()).contains("repeats the 2 refs");
    assertThat(
            open.storage
                .store
                .select(TimeRange.ALL, List.of())
                .map(Series::samples)
                .collectList()
                .block())
        .contains(List.of(new Sample(NOW, 1.0), new Sample(NOW + 1, 3.0)));
  }

  @Test
  void undecodableBatchEndsItsChannelWithAMessageAndNothingElse() {
    RSocket broken = open.connect();
    StepVerifier.create(
            broken.requestChannel(Flux.just(first(new byte[] {0x08, 0x01, 0x32, 0x7f}))))
        .expectErrorMessage(
            "batch cannot be decoded at byte 3: length 127 runs over the end, 0 bytes are left")
        .verify(PATIENCE);
    // The connection is unharmed and opens another channel.
    SampleColumns good =
        SampleColumns.newBuilder()
            .setBatch(1)
            .addDefine(definition(0, "__name__", "a"))
            .addRefs(0)
            .setBaseTimestampMs(NOW)
            .addValues(1)
            .build();
    assertThat(
            ack(broken.requestChannel(Flux.just(first(good))).blockFirst(PATIENCE)).getAccepted())
        .isEqualTo(1);
  }

  @Test
  void demandsOneBatchBeyondThoseInFlight() {
    open.storage.silent = true;
    Sinks.Many<Payload> batches = Sinks.many().unicast().onBackpressureBuffer();
    List<Long> requested = new CopyOnWriteArrayList<>();
    var acks =
        open.connect()
            .requestChannel(batches.asFlux().doOnRequest(requested::add))
            .subscribe(Payload::release);
    batches.tryEmitNext(
        first(
            SampleColumns.newBuilder()
                .addDefine(definition(0, "__name__", "a"))
                .addRefs(0)
                .setBaseTimestampMs(NOW)
                .addValues(1)
                .build()));
    for (int i = 1; i < 20; i++) {
      batches.tryEmitNext(
          next(
              SampleColumns.newBuilder().setBatch(i).setBaseTimestampMs(NOW).addValues(1).build()));
    }
    // Four in flight, one decoded behind them, one on the way.
    await().atMost(PATIENCE).until(() -> requested.stream().mapToLong(n -> n).sum() >= 5);
    assertThat(requested.stream().mapToLong(n -> n).sum()).isBetween(5L, 7L);
    acks.dispose();
    await().atMost(PATIENCE).until(() -> open.pipeline.budget().reserved() == 0);
  }

  @Test
  void refusesSecondChannelAndOtherInteractions() {
    open.storage.silent = true;
    RSocket socket = open.connect();
    SampleColumns columns =
        SampleColumns.newBuilder()
            .addDefine(definition(0, "__name__", "a"))
            .addRefs(0)
            .setBaseTimestampMs(NOW)
            .addValues(1)
            .build();
    var firstChannel =
        socket
            .requestChannel(Flux.just(first(columns)).concatWith(Flux.never()))
            .subscribe(Payload::release);
    await().atMost(PATIENCE).until(() -> open.pipeline.budget().reserved() > 0);
    assertThatThrownBy(() -> socket.requestChannel(Flux.just(first(columns))).blockFirst(PATIENCE))
        .hasMessageContaining("channel open already");
    assertThatThrownBy(() -> socket.requestResponse(first(columns)).block(PATIENCE))
        .hasMessageContaining("open a request-channel");
    firstChannel.dispose();
  }
}
