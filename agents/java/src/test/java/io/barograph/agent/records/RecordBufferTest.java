package io.barograph.agent.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.RecordAck;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordBufferTest {
  private final RecordBuffer buffer = new RecordBuffer(3);

  private static Event event(String kind) {
    return Event.newBuilder().setKind(kind).build();
  }

  private static RecordAck ack(long batch, long accepted) {
    return RecordAck.newBuilder().setBatch(batch).setAccepted(accepted).build();
  }

  @Test
  void dropsTheOldestThatWaits() {
    List.of("a", "b", "c", "d").forEach(kind -> buffer.add(event(kind)));
    assertThat(buffer.take(1)).containsExactly(event("b"), event("c"), event("d"));
    assertThat(buffer.counts(0)).isEqualTo(new RecordCounts(3, 0, 0, 1, 0));
  }

  @Test
  void keepsWhatIsOnItsWayWhenItIsFull() {
    List.of("a", "b", "c").forEach(kind -> buffer.add(event(kind)));
    buffer.take(1);
    buffer.add(event("d"));
    assertThat(buffer.anyWaiting()).isFalse();
    buffer.acknowledged(ack(1, 3));
    assertThat(buffer.counts(0)).isEqualTo(new RecordCounts(0, 3, 0, 1, 0));
  }

  @Test
  void sendsAgainInTheOldOrderWhatWasNotAcknowledged() {
    buffer.add(event("a"));
    buffer.take(1);
    buffer.add(event("b"));
    buffer.take(2);
    buffer.add(event("c"));
    buffer.putBack();
    assertThat(buffer.take(3)).containsExactly(event("a"), event("b"), event("c"));
    buffer.acknowledged(ack(1, 1));
    assertThat(buffer.isEmpty()).as("an answer to a lost connection means nothing").isFalse();
    buffer.acknowledged(ack(3, 3));
    assertThat(buffer.isEmpty()).isTrue();
  }

  @Test
  void isBoundInBytes() {
    RecordBuffer large = new RecordBuffer(100_000);
    Event event = Event.newBuilder().setMessage("x".repeat(100_000)).build();
    int fit = RecordBuffer.MOST_BYTES / event.getSerializedSize();
    for (int i = 0; i < fit + 5; i++) {
      large.add(event);
    }
    assertThat(large.counts(0)).isEqualTo(new RecordCounts(fit, 0, 0, 5, 0));
  }

  @Test
  void takesNothingAfterTheEnd() {
    buffer.add(event("a"));
    buffer.close();
    buffer.add(event("b"));
    assertThat(buffer.counts(0)).isEqualTo(new RecordCounts(1, 0, 0, 1, 0));
    buffer.dropAll();
    assertThat(buffer.counts(0)).isEqualTo(new RecordCounts(0, 0, 0, 2, 0));
  }
}
