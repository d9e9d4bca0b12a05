package io.barograph.ingest.remotewrite;

import static io.barograph.ingest.remotewrite.RemoteWriteFixture.NOW;
import static io.barograph.ingest.remotewrite.RemoteWriteFixture.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StaleSeriesIdsException;
import io.barograph.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** How the door deals with storage that is slow, gone, or says no. */
class RemoteWriteStorageTest {
  private final RemoteWriteFixture door = new RemoteWriteFixture();

  @Test
  void unavailableStorageAsksToSendAgain() {
    WebTestClient failing =
        door.client(
            new ForwardingAppender(door.store()) {
              @Override
              public Mono<Void> append(SampleBatch batch) {
                return Mono.error(
                    new StorageUnavailableException("database is gone", Duration.ofSeconds(7)));
              }
            });
    door.post(failing, new WriteRequestBytes().series(UP, NOW, 1).toSnappy())
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .valueEquals("Retry-After", "7")
        .expectBody(String.class)
        .isEqualTo("database is gone\n");
    assertThat(door.budget().reserved()).isZero();
  }

  @Test
  void spentBudgetAsksToSendAgain() {
    try (var taken = door.budget().tryReserve(RemoteWriteFixture.LIMITS.inFlightBytes())) {
      assertThat(taken).isNotNull();
      door.post(new WriteRequestBytes().series(UP, NOW, 1).toSnappy())
          .expectStatus()
          .isEqualTo(503)
          .expectHeader()
          .valueEquals("Retry-After", "1");
    }
    door.post(new WriteRequestBytes().series(UP, NOW, 1).toSnappy()).expectStatus().isNoContent();
  }

  @Test
  void staleIdsAreResolvedAgain() {
    AtomicInteger appends = new AtomicInteger();
    WebTestClient expiring =
        door.client(
            new ForwardingAppender(door.store()) {
              @Override
              public Mono<Void> append(SampleBatch batch) {
                return appends.incrementAndGet() == 1
                    ? Mono.error(new StaleSeriesIdsException(1, 2))
                    : super.append(batch);
              }
            });
    door.post(expiring, new WriteRequestBytes().series(UP, NOW, 1).toSnappy())
        .expectStatus()
        .isNoContent();
    assertThat(door.samples(UP)).hasSize(1);
  }

  @Test
  void refusedSeriesAreNotAskedForAgainAtOnce() {
    AtomicInteger asked = new AtomicInteger();
    WebTestClient refusing =
        door.client(
            new ForwardingAppender(door.store()) {
              @Override
              public Mono<SeriesResolution> resolve(List<Labels> series) {
                asked.incrementAndGet();
                return Mono.just(
                    new SeriesResolution(
                        1,
                        new long[] {SeriesResolution.REFUSED},
                        new Rejection[] {
                          new Rejection(RejectReason.TOO_MANY_SERIES, "limit is 0")
                        }));
              }
            });
    for (int round = 0; round < 3; round++) {
      door.post(refusing, new WriteRequestBytes().series(UP, NOW, 1).toSnappy())
          .expectStatus()
          .isBadRequest()
          .expectBody(String.class)
          .isEqualTo("1 sample refused, too_many_series: limit is 0\n");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void manyNewSeriesAreResolvedSomeAtATime() {
    List<Integer> asked = new CopyOnWriteArrayList<>();
    WebTestClient counting =
        door.client(
            new ForwardingAppender(door.store()) {
              @Override
              public Mono<SeriesResolution> resolve(List<Labels> series) {
                asked.add(series.size());
                return super.resolve(series);
              }
            });
    WriteRequestBytes request = manySeries();
    for (int round = 0; round < 2; round++) {
      door.post(counting, request.toSnappy()).expectStatus().isNoContent();
    }
    assertThat(asked).containsExactly(10_000, 10_000, 5_000);
    assertThat(door.samples(Labels.of("__name__", "m", "i", "24999")))
        .containsExactly(Double.doubleToRawLongBits(24_999));
  }

  @Test
  void labelSetsThatWaitForStorageCountAsMemory() {
    List<Long> reserved = new CopyOnWriteArrayList<>();
    WebTestClient watching =
        door.client(
            new ForwardingAppender(door.store()) {
              @Override
              public Mono<SeriesResolution> resolve(List<Labels> series) {
                reserved.add(door.budget().reserved());
                return super.resolve(series);
              }
            });
    WriteRequestBytes request = manySeries();
    door.post(watching, request.toSnappy()).expectStatus().isNoContent();
    // Two labels of 96 bytes for each of 10,000 series, and once only, however often there are so
    // many: those before are gone.
    assertThat(reserved).hasSize(3).allSatisfy(bytes -> assertThat(bytes).isGreaterThan(1_920_000));
    assertThat(reserved.get(2)).isCloseTo(reserved.get(0), withinPercentage(5));
    assertThat(door.budget().reserved()).isZero();
  }

  private static WriteRequestBytes manySeries() {
    WriteRequestBytes request = new WriteRequestBytes();
    for (int i = 0; i < 25_000; i++) {
      request.series(Labels.of("__name__", "m", "i", "" + i), NOW, i);
    }
    return request;
  }
}
