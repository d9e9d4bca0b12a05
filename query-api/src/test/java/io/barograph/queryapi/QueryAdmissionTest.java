package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class QueryAdmissionTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final QueryAdmission admission = new QueryAdmission(2, Duration.ofMinutes(2), meters);
  private final List<String> answers = new ArrayList<>();

  @Test
  void queriesWaitForTheirTurnInOrder() {
    Sinks.One<String> first = Sinks.one();
    Sinks.One<String> second = Sinks.one();
    ask(first);
    ask(second);
    List<String> started = new ArrayList<>();
    for (String query : List.of("third", "fourth")) {
      admission
          .admit(Mono.just(query).doOnSubscribe(s -> started.add(query)))
          .subscribe(answers::add);
    }
    assertThat(answers).isEmpty();
    assertThat(gauge("running")).isEqualTo(2);
    assertThat(gauge("waiting")).isEqualTo(2);
    second.tryEmitValue("second").orThrow();
    first.tryEmitValue("first").orThrow();
    assertThat(started).containsExactly("third", "fourth");
    assertThat(answers).containsExactlyInAnyOrder("first", "second", "third", "fourth");
    assertThat(gauge("running")).isZero();
    assertThat(gauge("waiting")).isZero();
  }

  @Test
  void failedAndCancelledQueriesMakeRoom() {
    Disposable cancelled = ask(Sinks.one());
    cancelled.dispose();
    assertThatThrownBy(() -> admission.admit(Mono.error(new IllegalStateException("gone"))).block())
        .hasMessage("gone");
    assertThat(gauge("running")).isZero();
    assertThat(meters.get("barograph.api.queries.failed").counter().count()).isEqualTo(1);
  }

  @Test
  void aCancelledWaiterIsForgotten() {
    Sinks.One<String> first = Sinks.one();
    ask(first);
    ask(Sinks.one());
    ask(Sinks.one()).dispose();
    assertThat(gauge("waiting")).isZero();
    first.tryEmitValue("first").orThrow();
    assertThat(gauge("running")).isEqualTo(1);
  }

  @Test
  void whoWaitsTooLongIsToldToComeBack() {
    ask(Sinks.one());
    ask(Sinks.one());
    StepVerifier.withVirtualTime(() -> admission.admit(Mono.just("late")))
        .thenAwait(Duration.ofMinutes(2))
        .verifyErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(ApiException.class)
                    .hasMessageStartingWith("2 queries are running and others wait"));
    assertThat(gauge("waiting")).isZero();
    assertThat(meters.get("barograph.api.queries.refused").counter().count()).isEqualTo(1);
  }

  private Disposable ask(Sinks.One<String> answer) {
    return admission.admit(answer.asMono()).subscribe(answers::add);
  }

  private double gauge(String name) {
    return meters.get("barograph.api.queries." + name).gauge().value();
  }
}
