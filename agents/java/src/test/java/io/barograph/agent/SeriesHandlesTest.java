package io.barograph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.model.Labels;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeriesHandlesTest {
  private final SeriesHandles handles = new SeriesHandles(3);

  /** Nothing listens there; handles belong to an agent, not to a connection. */
  private final BarographAgent agent = BarographAgent.builder("tcp://127.0.0.1:1").build();

  @AfterEach
  void close() {
    agent.close(Duration.ofMillis(1));
  }

  private SeriesHandle series(String name) {
    return handles.of(agent, Labels.of("__name__", name));
  }

  private List<SeriesHandle> idleAfterRounds(int rounds) {
    List<SeriesHandle> idle = List.of();
    for (int i = 0; i < rounds; i++) {
      idle = handles.beginRound();
    }
    return idle;
  }

  @Test
  void idleSeriesIsForgottenAfterTwoWholeRounds() {
    SeriesHandle a = series("a");
    int index = handles.use(a);
    assertThat(idleAfterRounds(2)).isEmpty();
    List<SeriesHandle> idle = idleAfterRounds(1);
    assertThat(idle).containsExactly(a);
    assertThat(handles.forget(idle, new BitSet())).containsExactly(index);
    assertThat(handles.size()).isZero();
    assertThat(handles.inUse()).isZero();
    assertThat(series("a")).isNotSameAs(a);
  }

  @Test
  void seriesThatIsUsedOrHasSamplesStays() {
    SeriesHandle used = series("used");
    SeriesHandle waiting = series("waiting");
    handles.use(used);
    BitSet withSamples = new BitSet();
    withSamples.set(handles.use(waiting));
    List<SeriesHandle> idle = idleAfterRounds(3);
    handles.use(used);
    assertThat(handles.forget(idle, withSamples)).isEmpty();
    assertThat(handles.inUse()).isEqualTo(2);
    assertThat(handles.get(waiting.index)).isSameAs(waiting);
  }

  @Test
  void handleThatWasForgottenWorksOn() {
    SeriesHandle old = series("a");
    handles.use(old);
    handles.forget(idleAfterRounds(3), new BitSet());
    SeriesHandle other = series("b");
    int index = handles.use(other);

    int newIndex = handles.use(old);

    assertThat(newIndex).isNotEqualTo(index);
    assertThat(handles.get(newIndex)).isSameAs(old);
    assertThat(series("a")).isSameAs(old);
  }

  @Test
  void seriesWithoutSampleTakesNoIndexAndIsForgottenToo() {
    series("a");
    assertThat(handles.inUse()).isZero();
    assertThat(handles.forget(idleAfterRounds(3), new BitSet())).isEmpty();
    assertThat(handles.size()).isZero();
  }

  @Test
  void limitIsNamedAndHoldsForLiveSeries() {
    SeriesHandle first = series("a");
    handles.use(first);
    handles.forget(idleAfterRounds(3), new BitSet());
    for (String name : List.of("b", "c", "d")) {
      handles.use(series(name));
    }
    assertThatThrownBy(() -> series("e"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("agent has 3 series, limit is 3");
    assertThat(handles.use(first)).isEqualTo(SeriesHandles.NONE);
  }
}
