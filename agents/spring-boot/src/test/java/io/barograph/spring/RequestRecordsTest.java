package io.barograph.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.agent.records.OwnCode;
import io.barograph.agent.records.ProcessIdentity;
import io.barograph.agent.records.Records;
import io.barograph.protocol.v1.RecordBatch;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.observation.transport.RequestReplyReceiverContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RequestRecordsTest {
  private static final Duration SLOW = Duration.ofMillis(500);

  private final Records records =
      new Records(
          new ProcessIdentity("hotel", "web-1:8080"),
          OwnCode.notOfLibraries(),
          InstantSource.fixed(Instant.ofEpochMilli(9)),
          100,
          100);
  private final MockClock clock = new MockClock();
  private final RequestRecords handler = new RequestRecords(records, clock, SLOW);

  private RequestReplyReceiverContext<Object, Object> request(Duration time, String status) {
    RequestReplyReceiverContext<Object, Object> context =
        new RequestReplyReceiverContext<>((carrier, key) -> null);
    context.setName("http.server.requests");
    context.addLowCardinalityKeyValue(KeyValue.of("method", "GET"));
    context.addLowCardinalityKeyValue(KeyValue.of("uri", "/hotel/{id}"));
    context.addLowCardinalityKeyValue(KeyValue.of("status", status));
    context.addHighCardinalityKeyValue(KeyValue.of("http.url", "/hotel/7?card=4111"));
    assertThat(handler.supportsContext(context)).isTrue();
    handler.onStart(context);
    clock.add(time);
    return context;
  }

  private RecordBatch recorded() throws Exception {
    return RecordBatch.parseFrom(records.batches().next());
  }

  @Test
  void aFastSuccessIsOnlyCounted() throws Exception {
    handler.onStop(request(Duration.ofMillis(499), "200"));
    handler.onStop(request(Duration.ofMillis(1), "404"));
    assertThat(recorded().getTransactionsCount()).isZero();
  }

  @Test
  void aSlowRequestIsRecordedWithoutItsQuery() throws Exception {
    handler.onStop(request(SLOW, "200"));
    RecordBatch batch = recorded();
    assertThat(batch.getTransactionsCount()).isEqualTo(1);
    assertThat(batch.getTransactions(0).getRoute()).isEqualTo("/hotel/{id}");
    assertThat(batch.getTransactions(0).getPath()).isEqualTo("/hotel/7");
    assertThat(batch.getTransactions(0).getDurationSeconds()).isEqualTo(0.5);
    assertThat(batch.getTransactions(0).getTimeMs()).isEqualTo(1);
  }

  @Test
  void aFailureIsRecordedWithItsException() throws Exception {
    RequestReplyReceiverContext<Object, Object> failed = request(Duration.ofMillis(1), "500");
    failed.setError(new IllegalStateException("no room"));
    handler.onStop(failed);
    RecordBatch batch = recorded();
    assertThat(batch.getTransactions(0).getStatus()).isEqualTo(500);
    assertThat(batch.getExceptions(0).getOrigin()).isEqualTo("request");
    assertThat(batch.getExceptions(0).getRoute()).isEqualTo("/hotel/{id}");
    assertThat(batch.getExceptions(0).getMessage()).isEqualTo("no room");
  }

  @Test
  void anExceptionThatWasAnsweredIsNone() throws Exception {
    RequestReplyReceiverContext<Object, Object> refused = request(SLOW, "409");
    refused.setError(new IllegalArgumentException("booked already"));
    handler.onStop(refused);
    assertThat(recorded().getExceptionsCount()).isZero();
  }

  @Test
  void aClientThatWentHasNoStatus() throws Exception {
    handler.onStop(request(SLOW, "UNKNOWN"));
    assertThat(recorded().getTransactions(0).getStatus()).isZero();
  }
}
