package io.barograph.ingest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.ingest.InFlightBudget.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

class InFlightBudgetTest {
  private final InFlightBudget budget = new InFlightBudget(100);

  @Test
  void reservesUpToTheLimit() {
    Reservation first = budget.tryReserve(60);
    assertThat(first).isNotNull();
    assertThat(budget.tryReserve(41)).isNull();
    assertThat(budget.tryReserve(40)).isNotNull();
    first.close();
    first.close();
    assertThat(budget.reserved()).isEqualTo(40);
  }

  @Test
  void growsAReservationUpToTheLimit() {
    Reservation reservation = budget.tryReserve(0);
    assertThat(reservation.tryGrow(70)).isTrue();
    assertThat(reservation.tryGrow(31)).isFalse();
    assertThat(reservation.tryGrow(Long.MAX_VALUE)).isFalse();
    assertThat(budget.reserved()).isEqualTo(70);
    reservation.close();
    assertThat(budget.reserved()).isZero();
    assertThat(reservation.tryGrow(1)).isFalse();
  }

  @Test
  void servesThoseWhoWaitInTheirOrder() {
    Reservation held = budget.tryReserve(90);
    List<String> served = new ArrayList<>();
    budget.reserve(50).subscribe(reservation -> served.add("large"));
    budget.reserve(5).subscribe(reservation -> served.add("small"));
    assertThat(served).isEmpty();
    assertThat(budget.tryReserve(1)).as("nothing is taken from under those who wait").isNull();
    held.close();
    assertThat(served).containsExactly("large", "small");
  }

  @Test
  void cancellingGivesUpThePlace() {
    Reservation held = budget.tryReserve(90);
    List<String> served = new ArrayList<>();
    Disposable large = budget.reserve(50).subscribe(reservation -> served.add("large"));
    budget.reserve(5).subscribe(reservation -> served.add("small"));
    large.dispose();
    assertThat(served).containsExactly("small");
    held.close();
    assertThat(budget.reserved()).isEqualTo(5);
  }

  @Test
  void aReservationThatWasHandedOverButNotDemandedReturnsOnCancel() {
    StepVerifier.create(budget.reserve(50), 0).thenCancel().verify();
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void whatCanNeverFitIsRefusedAtOnce() {
    assertThatThrownBy(() -> budget.tryReserve(101))
        .hasMessage(
            "cannot reserve 101 bytes of a budget of 100; raise the budget or lower the limit of a batch");
  }

  @Test
  void aLongQueueIsServedWithoutALongStack() {
    Reservation all = requireNonNull(budget.tryReserve(100));
    AtomicInteger served = new AtomicInteger();
    for (int i = 0; i < 100_000; i++) {
      budget
          .reserve(100)
          .subscribe(
              reservation -> {
                served.incrementAndGet();
                reservation.close();
              });
    }

    all.close();

    assertThat(served).hasValue(100_000);
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void nothingIsLostWhenThreadsReserveCancelAndRelease() throws InterruptedException {
    int threads = 8;
    CountDownLatch done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      Thread.ofPlatform()
          .start(
              () -> {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                for (int i = 0; i < 5_000; i++) {
                  Disposable waiting =
                      budget
                          .reserve(random.nextInt(1, 60))
                          .subscribeWith(new ClosesWhatItReceives());
                  if (random.nextBoolean()) {
                    waiting.dispose();
                  }
                }
                done.countDown();
              });
    }
    done.await();
    assertThat(budget.reserved()).isZero();
    assertThat(budget.tryReserve(100)).isNotNull();
  }

  /**
   * A lambda given to {@code subscribe} would not do: Reactor drops what reaches it after it was
   * disposed of, and then nobody could close it.
   */
  private static final class ClosesWhatItReceives extends BaseSubscriber<Reservation> {
    @Override
    protected void hookOnNext(Reservation reservation) {
      reservation.close();
    }
  }
}
