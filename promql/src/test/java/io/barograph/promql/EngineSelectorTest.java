package io.barograph.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.model.Sample;
import io.barograph.model.StaleMarker;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryException;
import io.barograph.promql.value.QueryValue;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.StringValue;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@Timeout(60)
class EngineSelectorTest {
  private static final long MINUTE = 60_000;
  private static final Labels CPU_A = Labels.of("__name__", "cpu", "host", "a");
  private static final Labels CPU_B = Labels.of("__name__", "cpu", "host", "b");
  private static final Labels LOAD = Labels.of("__name__", "load", "host", "a");

  private final InMemoryStore store = new InMemoryStore();
  private final Engine engine = engine(EngineSettings.DEFAULT);

  private Engine engine(EngineSettings settings) {
    return new Engine(store, settings, Schedulers.parallel(), System::nanoTime);
  }

  private void add(Labels labels, long time, double value) {
    long id = Objects.requireNonNull(store.resolve(List.of(labels)).block()).id(0);
    SampleBatch batch =
        new SampleBatch(
            store.seriesGeneration(), new long[] {id}, new long[] {time}, new double[] {value}, 1);
    store.append(batch).block();
  }

  private QueryValue instant(String query, long time) {
    return Objects.requireNonNull(engine.instant(query, time).block()).value();
  }

  private QueryValue range(String query, long start, long end, long step) {
    return Objects.requireNonNull(engine.range(query, start, end, step).block()).value();
  }

  private static InstantVector vector(long time, Object... labelsAndValues) {
    List<VectorElement> elements = new ArrayList<>();
    for (int i = 0; i < labelsAndValues.length; i += 2) {
      elements.add(
          new VectorElement((Labels) labelsAndValues[i], time, (double) labelsAndValues[i + 1]));
    }
    return new InstantVector(elements);
  }

  @Test
  void selectsByAllFourKindsOfMatchers() {
    add(CPU_A, 0, 1);
    add(CPU_B, 0, 2);
    add(LOAD, 0, 3);
    assertThat(instant("cpu", 0)).isEqualTo(vector(0, CPU_A, 1.0, CPU_B, 2.0));
    assertThat(instant("cpu{host!=\"a\"}", 0)).isEqualTo(vector(0, CPU_B, 2.0));
    assertThat(instant("{__name__=~\"cpu|load\",host=\"a\"}", 0))
        .isEqualTo(vector(0, CPU_A, 1.0, LOAD, 3.0));
    assertThat(instant("{host!~\"b.*\",host!=\"\"}", 0))
        .isEqualTo(vector(0, CPU_A, 1.0, LOAD, 3.0));
  }

  @Test
  void looksBackFiveMinutesAndNoFurther() {
    add(CPU_A, 0, 1);
    assertThat(instant("cpu", 5 * MINUTE - 1)).isEqualTo(vector(5 * MINUTE - 1, CPU_A, 1.0));
    assertThat(instant("cpu", 5 * MINUTE)).isEqualTo(vector(0));
    QueryLimits shorter = new QueryLimits(Duration.ofMinutes(1), Duration.ofMinutes(1));
    assertThat(Objects.requireNonNull(engine.instant("cpu", MINUTE, shorter).block()).value())
        .isEqualTo(vector(0));
  }

  @Test
  void aStaleMarkerEndsASeriesAtOnce() {
    add(CPU_A, 0, 1);
    add(CPU_A, MINUTE, StaleMarker.VALUE);
    add(CPU_A, 2 * MINUTE, 2);
    Matrix expected = (Matrix) range("cpu", 0, 2 * MINUTE, 30_000);
    assertThat(expected.series()).hasSize(1);
    assertThat(expected.series().getFirst().samples())
        .containsExactly(new Sample(0, 1), new Sample(30_000, 1), new Sample(2 * MINUTE, 2));
  }

  @Test
  void rangesAreOpenOnTheLeftAndLeaveStaleMarkersOut() {
    add(CPU_A, 0, 1);
    add(CPU_A, MINUTE, 2);
    add(CPU_A, 2 * MINUTE, StaleMarker.VALUE);
    add(CPU_A, 3 * MINUTE, 4);
    Matrix matrix = (Matrix) instant("cpu[3m]", 3 * MINUTE);
    assertThat(matrix.series()).hasSize(1);
    Series series = matrix.series().getFirst();
    assertThat(series.labels()).isEqualTo(CPU_A);
    assertThat(series.samples()).containsExactly(new Sample(MINUTE, 2), new Sample(3 * MINUTE, 4));
  }

  @Test
  void offsetAndPinnedTimesMoveTheWindow() {
    for (int i = 0; i <= 10; i++) {
      add(LOAD, i * MINUTE, i);
    }
    long now = 5 * MINUTE;
    assertThat(instant("load offset 2m", now)).isEqualTo(vector(now, LOAD, 3.0));
    assertThat(instant("load offset -2m", now)).isEqualTo(vector(now, LOAD, 7.0));
    assertThat(instant("load @ 60 offset 1m", now)).isEqualTo(vector(now, LOAD, 0.0));
    Matrix pinned = (Matrix) range("load @ end()", 0, 2 * MINUTE, MINUTE);
    assertThat(pinned.series().getFirst().samples())
        .containsExactly(new Sample(0, 2), new Sample(MINUTE, 2), new Sample(2 * MINUTE, 2));
    Matrix window = (Matrix) instant("load[2m] @ start() offset 1m", now);
    assertThat(window.series().getFirst().samples())
        .containsExactly(new Sample(3 * MINUTE, 3), new Sample(4 * MINUTE, 4));
  }

  @Test
  void literalsHaveTheirOwnTypes() {
    assertThat(instant("-(2.5)", 7)).isEqualTo(new Scalar(7, -2.5));
    assertThat(instant("(\"a\\tb\")", 7)).isEqualTo(new StringValue(7, "a\tb"));
    Matrix matrix = (Matrix) range("2", 0, 20, 10);
    assertThat(matrix.series().getFirst().samples())
        .containsExactly(new Sample(0, 2), new Sample(10, 2), new Sample(20, 2));
  }

  @Test
  void aRangeQueryWantsNumbers() {
    StepVerifier.create(engine.range("cpu[5m]", 0, 10, 1))
        .expectErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(ParseException.class)
                    .hasMessageContaining(
                        "invalid expression type \"range vector\" for range query, must be Scalar"
                            + " or instant Vector"))
        .verify();
  }

  @Test
  void tooManySamplesEndTheQuery() {
    for (int i = 0; i < 100; i++) {
      add(CPU_A, i, i);
    }
    StepVerifier.create(engine(EngineSettings.DEFAULT.withMaxSamples(99)).instant("cpu[1m]", 1000))
        .expectErrorMessage(
            "query processing would load too many samples into memory in query execution;"
                + " the limit is 99, select fewer series, a shorter range or a longer step")
        .verify();
  }

  @Test
  void aQueryThatTakesTooLongTimesOut() {
    Engine slow =
        new Engine(
            new NeverAnswering(), EngineSettings.DEFAULT, Schedulers.parallel(), System::nanoTime);
    StepVerifier.withVirtualTime(() -> slow.instant("cpu", 0))
        .expectSubscription()
        .expectNoEvent(Duration.ofSeconds(119))
        .thenAwait(Duration.ofSeconds(1))
        .expectErrorSatisfies(
            error -> {
              assertThat(error)
                  .hasMessage(
                      "query timed out in expression evaluation; the limit is 2m,"
                          + " select fewer series, a shorter range or a longer step");
              assertThat(((QueryException) error).kind()).isEqualTo(QueryException.Kind.TIMEOUT);
            })
        .verify();
  }

  @Test
  void readsTheSameSelectorOnce() {
    CountingQuerier counting = new CountingQuerier(store);
    Engine counted =
        new Engine(counting, EngineSettings.DEFAULT, Schedulers.parallel(), System::nanoTime);
    counted.instant("-(-cpu)", 0).block();
    assertThat(counting.selects()).isEqualTo(1);
  }

  @Test
  void cancellingStopsTheRead() {
    NeverAnswering never = new NeverAnswering();
    Engine slow =
        new Engine(never, EngineSettings.DEFAULT, Schedulers.parallel(), System::nanoTime);
    slow.instant("cpu", 0).subscribe().dispose();
    assertThat(never.cancelled()).isTrue();
  }
}
