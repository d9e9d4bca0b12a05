package io.barograph.ingest.rsocket;

import static io.barograph.ingest.rsocket.OpenDoor.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.agent.AgentCounts;
import io.barograph.agent.BarographAgent;
import io.barograph.agent.SeriesHandle;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.storage.Series;
import io.barograph.storage.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** The agent library against a real door, through a wire that can be cut. */
class AgentDeliveryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void brokenConnectionsLoseNothingThatWasBuffered() {
    Set<Connection> wires = ConcurrentHashMap.newKeySet();
    Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    try (OpenDoor open = new OpenDoor()) {
      DisposableServer proxy = proxy(open.port(), wires);
      BarographAgent agent =
          BarographAgent.builder("tcp://127.0.0.1:" + proxy.port())
              .flushInterval(Duration.ofMillis(5))
              .batchSamples(50)
              .retry(Duration.ofMillis(5), Duration.ofMillis(50))
              .listener(
                  batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                      acknowledged.add(batch.timestamp(i));
                    }
                  })
              .build();
      agent.describe(new MetricMetadata("tick", MetricType.COUNTER, "Ticks.", ""));
      SeriesHandle even = agent.series(Labels.of("__name__", "tick", "parity", "even"));
      SeriesHandle odd = agent.series(Labels.of("__name__", "tick", "parity", "odd"));
      int appended = 0;
      for (int cut = 0; cut < 10; cut++) {
        for (int i = 0; i < 500; i++) {
          (appended % 2 == 0 ? even : odd).append(NOW - appended, appended);
          appended++;
        }
        int soFar = agent.counts().accepted() == 0 ? 1 : (int) agent.counts().accepted() + 1;
        await().atMost(PATIENCE).until(() -> agent.counts().accepted() >= soFar);
        wires.forEach(Disposable::dispose);
      }
      assertThat(agent.close(PATIENCE)).isTrue();
      AgentCounts counts = agent.counts();
      assertThat(counts.accepted()).isEqualTo(appended);
      assertThat(counts.dropped()).isZero();
      assertThat(counts.failedConnects()).isPositive();
      assertThat(acknowledged).hasSize(appended);
      List<Series> stored =
          open.storage.store.select(TimeRange.ALL, List.of()).collectList().block();
      assertThat(stored.stream().mapToInt(Series::size).sum()).isEqualTo(appended);
      assertThat(stored).allSatisfy(series -> assertThat(series.size()).isEqualTo(2500));
      assertThat(open.storage.store.metadata().collectList().block())
          .containsExactly(new MetricMetadata("tick", MetricType.COUNTER, "Ticks.", ""));
      assertThat(open.pipeline.budget().reserved()).isZero();
      proxy.disposeNow();
    }
  }

  private static DisposableServer proxy(int target, Set<Connection> wires) {
    return TcpServer.create()
        .host("127.0.0.1")
        .port(0)
        .doOnConnection(wires::add)
        .handle(
            (in, out) ->
                TcpClient.newConnection()
                    .host("127.0.0.1")
                    .port(target)
                    .connect()
                    .flatMap(
                        far -> {
                          wires.add(far);
                          return far.outbound()
                              .send(in.receive().retain())
                              .then()
                              .and(out.send(far.inbound().receive().retain()).then())
                              .doFinally(signal -> far.dispose());
                        }))
        .bindNow();
  }

  @Test
  void serverAwayMeansTheOldestSamplesAreDroppedAndCounted() {
    BarographAgent agent = BarographAgent.builder("tcp://127.0.0.1:1").bufferedSamples(100).build();
    SeriesHandle series = agent.series(Labels.of("__name__", "a"));
    for (int i = 0; i < 250; i++) {
      series.append(NOW + i, i);
    }
    assertThat(agent.counts().buffered()).isEqualTo(100);
    assertThat(agent.counts().dropped()).isEqualTo(150);
    await().atMost(PATIENCE).until(() -> agent.counts().failedConnects() > 0);
    assertThat(agent.close(Duration.ofMillis(50))).isFalse();
    await().atMost(PATIENCE).until(() -> agent.counts().dropped() == 250);
    series.append(NOW, 1);
    assertThat(agent.counts().dropped()).isEqualTo(251);
  }

  @Test
  void shortLivedSeriesAreForgottenOnBothSides() {
    int rounds = 6;
    int ofARound = 5_000;
    try (OpenDoor open = new OpenDoor()) {
      BarographAgent agent =
          BarographAgent.builder(open.tcpAddress())
              .flushInterval(Duration.ofMillis(5))
              .batchSamples(1_000)
              .idleSeries(Duration.ofMillis(100))
              .build();
      SeriesHandle lasting = agent.series(Labels.of("__name__", "lasting"));
      for (int round = 0; round < rounds; round++) {
        lasting.append(NOW + round, round);
        for (int i = 0; i < ofARound; i++) {
          agent.series(series(round, i)).append(NOW, i);
        }
        int soFar = (round + 1) * (ofARound + 1);
        await().atMost(PATIENCE).until(() -> agent.counts().accepted() == soFar);
        await().atMost(PATIENCE).until(() -> agent.counts().series() <= 1);
      }
      // As many refs to spare as there may be, and what one round adds before the next look.
      assertThat(open.gauge("barograph.ingest.rsocket.series"))
          .isLessThanOrEqualTo(10_000 + ofARound + 2);
      lasting.append(NOW + rounds, rounds);
      assertThat(agent.close(PATIENCE)).isTrue();
      assertThat(agent.counts().dropped()).isZero();
      assertThat(agent.counts().failedConnects()).isZero();
      assertThat(agent.counts().connects()).as("channels were changed").isGreaterThan(1);
      List<Series> stored =
          open.storage.store.select(TimeRange.ALL, List.of()).collectList().block();
      assertThat(stored).hasSize(rounds * ofARound + 1);
      for (Series series : stored) {
        if (series.labels().metricName().equals("lasting")) {
          assertThat(series.size()).isEqualTo(rounds + 1);
        } else {
          assertThat(series.values()).containsExactly(number(series.labels()));
        }
      }
    }
  }

  private static Labels series(int round, int number) {
    return Labels.of(
        "__name__", "job", "round", Integer.toString(round), "n", Integer.toString(number));
  }

  private static double number(Labels labels) {
    return Double.parseDouble(String.valueOf(labels.get("n")));
  }

  @Test
  void stoppingDoorAnswersWhatIsInFlight() {
    Duration flush = Duration.ofMillis(5);
    try (OpenDoor open = new OpenDoor()) {
      BarographAgent agent = BarographAgent.builder(open.tcpAddress()).flushInterval(flush).build();
      SeriesHandle series = agent.series(Labels.of("__name__", "a"));
      open.storage.away = true;
      series.append(NOW, 1);
      await()
          .atMost(PATIENCE)
          .until(() -> open.gauge("barograph.ingest.rsocket.waiting.for.storage") > 0);
      Disposable closing = open.door.close(PATIENCE).subscribe();
      open.storage.away = false;
      await().atMost(PATIENCE).until(closing::isDisposed);
      await().atMost(PATIENCE).until(() -> agent.counts().accepted() == 1);
      agent.close(Duration.ofMillis(1));
    }
  }
}
