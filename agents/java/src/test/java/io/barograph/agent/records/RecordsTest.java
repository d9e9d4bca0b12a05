package io.barograph.agent.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordBatch;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private final AtomicInteger wakes = new AtomicInteger();
  private final Records records =
      new Records(
          new ProcessIdentity("hotel", "web-1:0"),
          OwnCode.notOfLibraries(),
          InstantSource.fixed(java.time.Instant.ofEpochMilli(7)),
          10,
          2);

  private RecordBatch next() throws Exception {
    return RecordBatch.parseFrom(records.batches().next());
  }

  private static RequestDetails request() {
    return new RequestDetails(
        3, 1_500_000_000, "GET", "/hotel/{id}", 200, "/hotel/7", "", "", Map.of());
  }

  @Test
  void aNewChannelHearsHowHostAndProcessAre() throws Exception {
    records.batches().opened();
    assertThat(records.batches().anyDue()).isTrue();
    RecordBatch batch = next();
    assertThat(batch.getProcess().getJob()).isEqualTo("hotel");
    assertThat(batch.getSentTimeMs()).isEqualTo(7);
    assertThat(batch.getHost().getProcessors()).isPositive();
    assertThat(batch.getProcesses(0).getRuntime()).isEqualTo("java");
    assertThat(batch.getProcesses(0).getPid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(records.batches().anyDue()).isFalse();
  }

  @Test
  void goesAgainWithTheSameIdsOnTheNextChannel() throws Exception {
    records.event("sale", "rooms for half the price", Map.of("rooms", "7"));
    records.exception(new IllegalStateException("no room"), Map.of());
    RecordBatch lost = next();
    records.batches().opened();
    RecordBatch again = next();
    assertThat(again.getBatch()).isNotEqualTo(lost.getBatch());
    assertThat(again.getEventsList()).isEqualTo(lost.getEventsList());
    assertThat(again.getExceptionsList()).isEqualTo(lost.getExceptionsList());
    assertThat(again.getEvents(0).getTimeMs()).isEqualTo(7);
    records.batches().acknowledged(RecordAck.newBuilder().setBatch(again.getBatch()).build());
    assertThat(records.batches().isEmpty()).isTrue();
  }

  @Test
  void recordsFewRequestsBetweenTwoReportsAndCountsTheRest() throws Exception {
    for (int i = 0; i < 5; i++) {
      records.transaction(request());
    }
    assertThat(records.counts()).isEqualTo(new RecordCounts(2, 0, 0, 0, 3));
    records.reported();
    records.transaction(request());
    RecordBatch batch = next();
    assertThat(batch.getTransactionsCount()).isEqualTo(3);
    assertThat(batch.getTransactions(0).getDurationSeconds()).isEqualTo(1.5);
  }

  @Test
  void wakesWhoDeliversOnceForAllThatWaits() throws Exception {
    records.onRecord(wakes::incrementAndGet);
    records.event("a", "", Map.of());
    records.event("b", "", Map.of());
    assertThat(wakes).hasValue(1);
    next();
    records.event("c", "", Map.of());
    assertThat(wakes).hasValue(2);
  }
}
