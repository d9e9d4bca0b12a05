package io.barograph.alertengine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.TimeRange;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

final class RememberedSelectsTest {
  private static final TimeRange MINUTE = new TimeRange(0, 60_000);
  private static final List<LabelMatcher> LOAD = List.of(LabelMatcher.equal("__name__", "load"));
  private static final Labels A = Labels.of("__name__", "load", "host", "a");

  private final InMemoryStore store = new InMemoryStore();
  private int reads;
  private final SeriesQuerier counted =
      (SeriesQuerier)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {SeriesQuerier.class},
              (_, method, arguments) -> {
                reads += method.getName().equals("select") ? 1 : 0;
                return method.invoke(store, arguments);
              });

  private void write(Labels series, long time, double value) {
    new StoreAppender(store)
        .append(List.of(new RuleSample(series, value)), Instant.ofEpochMilli(time));
  }

  private static List<double[]> values(Flux<Series> selected) {
    return selected.map(Series::values).collectList().block();
  }

  @Test
  void whatIsAskedAgainIsReadOnce() {
    write(A, 1000, 1);
    RememberedSelects selects = new RememberedSelects(counted, 10);
    List<double[]> first = values(selects.select(MINUTE, LOAD));
    assertThat(first).hasSize(1);
    assertThat(values(selects.select(MINUTE, LOAD))).containsExactlyElementsOf(first);
    assertThat(reads).isEqualTo(1);
    assertThat(values(selects.select(new TimeRange(0, 500), LOAD))).isEmpty();
    assertThat(reads).isEqualTo(2);
    selects.forget();
    assertThat(values(selects.select(MINUTE, LOAD))).hasSize(1);
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void whatIsWrittenIsReadAnew() {
    write(A, 1000, 1);
    RememberedSelects selects = new RememberedSelects(counted, 10);
    assertThat(values(selects.select(MINUTE, LOAD))).hasSize(1);
    Labels other = A.with("host", "b");
    write(other, 1000, 2);
    selects.forget(List.of(Labels.of("__name__", "another")));
    assertThat(values(selects.select(MINUTE, LOAD))).hasSize(1);
    selects.forget(List.of(other));
    assertThat(values(selects.select(MINUTE, LOAD))).hasSize(2);
  }

  @Test
  void whatIsTooMuchIsNotKept() {
    write(A, 1000, 1);
    write(A, 2000, 1);
    RememberedSelects selects = new RememberedSelects(counted, 1);
    assertThat(values(selects.select(MINUTE, LOAD))).hasSize(1);
    assertThat(values(selects.select(MINUTE, LOAD))).hasSize(1);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void aReadingThatIsBrokenOffIsNotTakenForTheWhole() {
    write(A, 1000, 1);
    write(A.with("host", "b"), 1000, 1);
    RememberedSelects selects = new RememberedSelects(counted, 10);
    StepVerifier.create(selects.select(MINUTE, LOAD), 1).expectNextCount(1).thenCancel().verify();
    assertThat(values(selects.select(MINUTE, LOAD))).hasSize(2);
  }
}
