package io.barograph.timescale.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

final class WaitingLineTest {
  private final List<List<Integer>> pieces = new ArrayList<>();
  private final List<Sinks.Empty<Void>> answers = new ArrayList<>();
  private final WaitingLine<Weight> line =
      new WaitingLine<>(
          new WaitingLine.Settings("samples", 10, 5), Schedulers.immediate(), this::work);

  private record Weight(int weight) implements WaitingLine.Item {}

  private Mono<Void> work(List<Weight> items) {
    pieces.add(items.stream().map(Weight::weight).toList());
    Sinks.Empty<Void> answer = Sinks.empty();
    answers.add(answer);
    return answer.asMono();
  }

  private TestSubscriber<Void> add(int weight) {
    TestSubscriber<Void> caller = TestSubscriber.create();
    line.add(new Weight(weight)).subscribe(caller);
    return caller;
  }

  @Test
  void takesAllThatWaitsUpToItsBoundWheneverItIsFree() {
    TestSubscriber<Void> first = add(1);
    TestSubscriber<Void> second = add(2);
    TestSubscriber<Void> third = add(3);
    TestSubscriber<Void> fourth = add(4);
    assertThat(line.waiting()).isEqualTo(9);
    answers.get(0).tryEmitEmpty();
    assertThat(first.isTerminatedComplete()).isTrue();
    assertThat(second.isTerminated()).isFalse();
    answers.get(1).tryEmitEmpty();
    assertThat(second.isTerminatedComplete()).isTrue();
    assertThat(third.isTerminatedComplete()).isTrue();
    assertThat(fourth.isTerminated()).isFalse();
    assertThat(pieces).containsExactly(List.of(1), List.of(2, 3), List.of(4));
  }

  @Test
  void refusesAtOnceBeyondTheBoundButTakesALargeItemThatComesAlone() {
    add(1);
    TestSubscriber<Void> large = add(50);
    TestSubscriber<Void> refused = add(1);
    assertThat(refused.isTerminatedError()).isTrue();
    assertThat(refused.expectTerminalError())
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessage("50 samples wait to be stored, limit is 10; send again later");
    answers.get(0).tryEmitEmpty();
    answers.get(1).tryEmitEmpty();
    assertThat(large.isTerminatedComplete()).isTrue();
    assertThat(line.waiting()).isZero();
  }

  @Test
  void oneWhoCancelsLeavesTheLineButDisturbsNobody() {
    TestSubscriber<Void> working = add(1);
    TestSubscriber<Void> waiting = add(2);
    TestSubscriber<Void> other = add(3);
    working.cancel();
    waiting.cancel();
    assertThat(line.waiting()).isEqualTo(3);
    answers.get(0).tryEmitEmpty();
    answers.get(1).tryEmitEmpty();
    assertThat(other.isTerminatedComplete()).isTrue();
    assertThat(pieces).containsExactly(List.of(1), List.of(3));
  }

  @Test
  void anErrorAnswersThoseWhoSharedTheWorkAndTheLineGoesOn() {
    TestSubscriber<Void> first = add(1);
    TestSubscriber<Void> second = add(2);
    answers.get(0).tryEmitError(new IllegalStateException("broken"));
    assertThat(first.expectTerminalError()).hasMessage("broken");
    answers.get(1).tryEmitEmpty();
    assertThat(second.isTerminatedComplete()).isTrue();
  }

  @Test
  void closesWhenAllThatWaitedIsDone() {
    TestSubscriber<Void> first = add(1);
    TestSubscriber<Void> second = add(2);
    TestSubscriber<Void> closed = TestSubscriber.create();
    line.close().subscribe(closed);
    assertThat(add(1).expectTerminalError()).hasMessage("the store is closed");
    answers.get(0).tryEmitEmpty();
    assertThat(closed.isTerminated()).isFalse();
    answers.get(1).tryEmitEmpty();
    assertThat(closed.isTerminatedComplete()).isTrue();
    assertThat(first.isTerminatedComplete() && second.isTerminatedComplete()).isTrue();
  }

  @Test
  void abandoningFailsThoseWhoWaitAndThoseBeingWorkedFor() {
    TestSubscriber<Void> first = add(1);
    TestSubscriber<Void> second = add(2);
    line.abandon();
    assertThat(first.expectTerminalError()).isInstanceOf(StorageUnavailableException.class);
    assertThat(second.expectTerminalError()).isInstanceOf(StorageUnavailableException.class);
    assertThat(answers.get(0).currentSubscriberCount()).isZero();
  }

  @Test
  void aPieceWaitsForThoseWhoWereAnsweredLast() {
    VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    WaitingLine<Weight> pausing = pausingLine(clock);
    addTo(pausing, 3);
    clock.advanceTimeBy(Duration.ofMillis(3));
    addTo(pausing, 1);
    answers.get(0).tryEmitEmpty();
    clock.advanceTimeBy(Duration.ofMillis(2));
    assertThat(pieces).containsExactly(List.of(3));
    addTo(pausing, 3);
    clock.advanceTime();
    assertThat(pieces).containsExactly(List.of(3), List.of(1, 3));
  }

  @Test
  void aPieceWaitsNoLongerThanTwiceWhatTheOneBeforeTookNorThanTheBound() {
    VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    WaitingLine<Weight> pausing = pausingLine(clock);
    addTo(pausing, 4);
    clock.advanceTimeBy(Duration.ofMillis(3));
    addTo(pausing, 3);
    answers.get(0).tryEmitEmpty();
    clock.advanceTimeBy(Duration.ofMillis(5));
    assertThat(pieces).containsExactly(List.of(4));
    clock.advanceTimeBy(Duration.ofMillis(1));
    assertThat(pieces).containsExactly(List.of(4), List.of(3));
    clock.advanceTimeBy(Duration.ofSeconds(10));
    addTo(pausing, 2);
    answers.get(1).tryEmitEmpty();
    clock.advanceTimeBy(Duration.ofMillis(19));
    assertThat(pieces).hasSize(2);
    clock.advanceTimeBy(Duration.ofMillis(1));
    assertThat(pieces).hasSize(3);
  }

  @Test
  void whoComesAfterAWhileAndWhoIsLeftWhenTheLineClosesWaitForNobody() {
    VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    WaitingLine<Weight> pausing = pausingLine(clock);
    addTo(pausing, 4);
    clock.advanceTimeBy(Duration.ofMillis(3));
    answers.get(0).tryEmitEmpty();
    clock.advanceTimeBy(Duration.ofMillis(6));
    addTo(pausing, 3);
    clock.advanceTimeBy(Duration.ofMillis(3));
    assertThat(pieces).containsExactly(List.of(4), List.of(3));
    answers.get(1).tryEmitEmpty();
    addTo(pausing, 1);
    clock.advanceTime();
    assertThat(pieces).hasSize(2);
    pausing.close().subscribe();
    clock.advanceTime();
    assertThat(pieces).hasSize(3);
  }

  private WaitingLine<Weight> pausingLine(VirtualTimeScheduler clock) {
    return new WaitingLine<>(
        new WaitingLine.Settings("samples", 10, 5, Duration.ofMillis(20)), clock, this::work);
  }

  private static void addTo(WaitingLine<Weight> pausing, int weight) {
    pausing.add(new Weight(weight)).subscribe();
  }

  @Test
  void aThousandCallersAtOnceAreAllAnswered() {
    WaitingLine<Weight> shared =
        new WaitingLine<>(
            new WaitingLine.Settings("samples", 10_000, 100),
            Schedulers.parallel(),
            items -> Mono.empty());
    StepVerifier.create(
            Flux.range(0, 1_000)
                .flatMap(i -> shared.add(new Weight(1)).subscribeOn(Schedulers.parallel()), 1_000)
                .then(shared.close()))
        .verifyComplete();
  }
}
