package io.barograph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barograph.agent.records.ProcessIdentity;
import io.barograph.agent.records.RecordCounts;
import io.barograph.model.Labels;
import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.RecordBatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordDeliveryIT {
  private final ReceivingServer server = new ReceivingServer();
  private final BarographAgent agent =
      BarographAgent.builder(server.address())
          .process(new ProcessIdentity("hotel", "web-1:0"))
          .flushInterval(Duration.ofMillis(20))
          .bufferedRecords(5)
          .build();

  @AfterEach
  void close() {
    agent.close(Duration.ofMillis(1));
    server.close();
  }

  private List<Event> events() {
    return server.records().stream().flatMap(batch -> batch.getEventsList().stream()).toList();
  }

  @Test
  void recordsAndSamplesShareAConnection() {
    agent.records().event("sale", "half the price", Map.of());
    agent.series(Labels.of("__name__", "up")).append(1, 1);
    await().until(() -> agent.records().counts().equals(new RecordCounts(0, 1, 0, 0, 0)));
    await().until(() -> agent.counts().accepted() == 1);
    assertThat(agent.counts().connects()).isEqualTo(1);
    assertThat(server.records().getFirst().getProcesses(0).getProcess().getInstance())
        .isEqualTo("web-1:0");
  }

  @Test
  void theProcessIsReportedWithoutAnyRecord() {
    await().until(() -> server.records().stream().anyMatch(RecordBatch::hasHost));
    assertThat(agent.records().counts()).isEqualTo(new RecordCounts(0, 0, 0, 0, 0));
  }

  @Test
  void whatWasNotAcknowledgedIsSentAgainWithItsIdAndNoMoreThanFits() {
    server.silent(true);
    agent.records().event("first", "", Map.of());
    await().until(() -> events().size() == 1);
    server.disconnect();
    for (int i = 0; i < 8; i++) {
      agent.records().event("later", "", Map.of());
    }
    server.silent(false);
    await().until(() -> agent.records().counts().waiting() == 0);
    RecordCounts counts = agent.records().counts();
    assertThat(counts.accepted() + counts.dropped()).isEqualTo(9);
    assertThat(counts.accepted()).isGreaterThanOrEqualTo(5);
    assertThat(events().stream().filter(event -> event.getKind().equals("first")).distinct())
        .as("the same record each time")
        .hasSize(1);
  }

  @Test
  void aServerWithoutRecordsStillTakesSamples() {
    server.withoutRecords();
    server.disconnect();
    agent.records().event("sale", "", Map.of());
    agent.series(Labels.of("__name__", "up")).append(1, 1);
    await().until(() -> agent.counts().accepted() == 1);
    assertThat(agent.records().counts().waiting()).isEqualTo(1);
  }

  @Test
  void closingWaitsForTheLastRecord() {
    agent.records().event("exit", "", Map.of());
    assertThat(agent.close(Duration.ofSeconds(30))).isTrue();
    agent.records().event("late", "", Map.of());
    assertThat(agent.records().counts()).isEqualTo(new RecordCounts(0, 1, 0, 1, 0));
  }

  @Test
  void whoSpeaksForNoProcessHasNoRecords() {
    try (BarographAgent host =
        BarographAgent.builder(server.address()).closeTimeout(Duration.ofMillis(1)).build()) {
      assertThatThrownBy(host::records)
          .hasMessage("agent speaks for no process; name it with BarographAgentBuilder.process");
    }
  }
}
