package io.barograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.protocol.v1.SampleColumns;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelEncoderTest {
  private final SeriesHandles handles = new SeriesHandles();
  private final ChannelEncoder encoder = new ChannelEncoder();

  /** Nothing listens there; the encoder needs handles, not a connection. */
  private final BarographAgent agent = BarographAgent.builder("tcp://127.0.0.1:1").build();

  @AfterEach
  void close() {
    agent.close(Duration.ofMillis(1));
  }

  private int series(String name) {
    return handles.use(handles.of(agent, Labels.of("__name__", name)));
  }

  private SampleColumns encode(PendingBatch batch, MetricMetadata... metadata) throws Exception {
    assertThat(encoder.define(batch, handles)).isEqualTo(batch.size());
    return SampleColumns.parseFrom(encoder.encode(batch, List.of(metadata)));
  }

  @Test
  void definesOnceAndThenRepeatsNothing() throws Exception {
    int a = series("a");
    int b = series("b");
    SampleColumns first =
        encode(
            new PendingBatch(1, new int[] {b, a}, new long[] {50, 47}, new double[] {1, 2}),
            new MetricMetadata("a", MetricType.STATE_SET, "Help.", "bytes"));
    assertThat(first.getBatch()).isEqualTo(1);
    assertThat(first.getDefineList()).extracting("ref").containsExactly(0, 1);
    assertThat(first.getDefine(0).getLabels(0).getValue()).isEqualTo("b");
    assertThat(first.getRefsList()).containsExactly(0, 1);
    assertThat(first.getBaseTimestampMs()).isEqualTo(50);
    assertThat(first.getTimestampOffsetsMsList()).containsExactly(0L, -3L);
    assertThat(first.getDescribe(0).getTypeValue()).isEqualTo(7);

    SampleColumns second =
        encode(new PendingBatch(2, new int[] {b, a}, new long[] {60, 60}, new double[] {3, 4}));
    assertThat(second.getDefineCount()).isZero();
    assertThat(second.getRefsCount()).isZero();
    assertThat(second.getTimestampOffsetsMsCount()).isZero();
    assertThat(second.getValuesList()).containsExactly(3.0, 4.0);

    SampleColumns third =
        encode(new PendingBatch(3, new int[] {a}, new long[] {70}, new double[] {5}));
    assertThat(third.getRefsList()).containsExactly(1);
  }

  @Test
  void leavesOutSamplesWhoseDefinitionsWouldNotFit() {
    String big = "x".repeat(100_000);
    int[] indexes = new int[40];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = handles.use(handles.of(agent, Labels.of("__name__", "m" + i, "big", big)));
    }
    PendingBatch batch = new PendingBatch(1, indexes, new long[40], new double[40]);
    int fits = encoder.define(batch, handles);
    assertThat(fits).isBetween(15, 25);
    assertThat(encoder.encode(batch.head(fits), List.of()).length).isLessThan(4 << 20);
    PendingBatch rest = batch.tail(fits, 2);
    assertThat(encoder.define(rest, handles)).isEqualTo(rest.size());
  }

  @Test
  void indexOfAForgottenSeriesIsDefinedAnew() throws Exception {
    int index = series("short_lived");
    encode(new PendingBatch(1, new int[] {index}, new long[] {1}, new double[] {1}));
    handles.forget(idle(), new BitSet());
    encoder.forget(new int[] {index});
    assertThat(series("next")).as("the index is used again").isEqualTo(index);

    SampleColumns second =
        encode(new PendingBatch(2, new int[] {index}, new long[] {2}, new double[] {2}));

    assertThat(second.getDefine(0).getLabels(0).getValue()).isEqualTo("next");
    assertThat(second.getDefine(0).getRef()).isEqualTo(1);
    assertThat(second.getRefsList()).containsExactly(1);
    assertThat(encoder.defined()).isEqualTo(2);
  }

  private List<SeriesHandle> idle() {
    handles.beginRound();
    handles.beginRound();
    return handles.beginRound();
  }
}
