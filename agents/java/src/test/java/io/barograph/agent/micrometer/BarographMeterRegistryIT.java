package io.barograph.agent.micrometer;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.barograph.agent.BarographAgent;
import io.barograph.agent.ReceivingServer;
import io.barograph.agent.records.ProcessIdentity;
import io.barograph.model.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BarographMeterRegistryIT {
  private final ReceivingServer server = new ReceivingServer();
  private final BarographAgent agent =
      BarographAgent.builder(server.address())
          .process(new ProcessIdentity("hotel", "web-1:0"))
          .commonLabels(Labels.of("job", "hotel"))
          .build();

  /** Begins at a millisecond. */
  private final MockClock clock = new MockClock();

  private final BarographMeterRegistry registry = new BarographMeterRegistry(agent, clock, 20);

  @AfterEach
  void close() {
    registry.close();
    agent.close(Duration.ofMillis(1));
    server.close();
  }

  /** Everything that was sent so far. */
  private List<String> sent() {
    assertThat(agent.close(Duration.ofSeconds(30))).isTrue();
    return server.samples();
  }

  private void publish() {
    clock.addSeconds(10);
    registry.publish();
  }

  @Test
  void countersCountFromZeroSinceTheReportBefore() {
    Counter bookings =
        Counter.builder("hotel.bookings").tag("room.kind", "suite").register(registry);
    bookings.increment(2);
    publish();
    bookings.increment();
    registry.counter("late");
    publish();
    assertThat(sent())
        .containsExactlyInAnyOrder(
            "1 hotel_bookings_total{job=hotel,room_kind=suite} 0.0",
            "10001 hotel_bookings_total{job=hotel,room_kind=suite} 2.0",
            "20001 hotel_bookings_total{job=hotel,room_kind=suite} 3.0",
            "10001 late_total{job=hotel} 0.0",
            "20001 late_total{job=hotel} 0.0");
  }

  @Test
  void requestsHaveTheBucketsOfAllAgents() {
    Timer requests =
        Timer.builder("http.server.requests").tag("uri", "/hotel/{id}").register(registry);
    requests.record(5, MILLISECONDS);
    requests.record(5_000_001, java.util.concurrent.TimeUnit.NANOSECONDS);
    requests.record(90, SECONDS);
    publish();
    String labels = "job=hotel,le=%s,uri=/hotel/{id}";
    assertThat(sent())
        .contains(
            "10001 http_server_requests_seconds_bucket{" + labels.formatted("0.0025") + "} 0.0",
            "10001 http_server_requests_seconds_bucket{" + labels.formatted("0.005") + "} 1.0",
            "10001 http_server_requests_seconds_bucket{" + labels.formatted("0.01") + "} 2.0",
            "10001 http_server_requests_seconds_bucket{" + labels.formatted("1") + "} 2.0",
            "10001 http_server_requests_seconds_bucket{" + labels.formatted("10") + "} 2.0",
            "10001 http_server_requests_seconds_bucket{" + labels.formatted("+Inf") + "} 3.0",
            "10001 http_server_requests_seconds_count{job=hotel,uri=/hotel/{id}} 3.0",
            "10001 http_server_requests_seconds_max{job=hotel,uri=/hotel/{id}} 90.0",
            "1 http_server_requests_seconds_count{job=hotel,uri=/hotel/{id}} 0.0")
        .filteredOn(sample -> sample.contains("_bucket"))
        .hasSize(2 * 14);
  }

  @Test
  void otherTimersHaveBucketsWhereSomebodyAsks() {
    registry.timer("plain").record(2, SECONDS);
    Timer.builder("bound")
        .serviceLevelObjectives(Duration.ofMillis(300), Duration.ofSeconds(2))
        .register(registry)
        .record(2, SECONDS);
    publish();
    assertThat(sent())
        .contains(
            "10001 plain_seconds_count{job=hotel} 1.0",
            "10001 plain_seconds_sum{job=hotel} 2.0",
            "10001 bound_seconds_bucket{job=hotel,le=0.3} 0.0",
            "10001 bound_seconds_bucket{job=hotel,le=2} 1.0",
            "10001 bound_seconds_bucket{job=hotel,le=+Inf} 1.0",
            "10001 bound_seconds_count{job=hotel} 1.0")
        .noneMatch(sample -> sample.contains("plain_seconds_bucket"));
  }

  @Test
  void everyKindOfMeterHasItsSeries() {
    DistributionSummary.builder("answer").baseUnit("bytes").register(registry).record(100);
    Gauge.builder("rooms", () -> 7).register(registry);
    FunctionTimer.builder("pool", this, one -> 3L, one -> 1.5, SECONDS).register(registry);
    LongTaskTimer night = LongTaskTimer.builder("night").register(registry);
    night.start();
    publish();
    assertThat(sent())
        .contains(
            "10001 answer_bytes_count{job=hotel} 1.0",
            "10001 answer_bytes_sum{job=hotel} 100.0",
            "10001 answer_bytes_max{job=hotel} 100.0",
            "10001 rooms{job=hotel} 7.0",
            "10001 pool_seconds_count{job=hotel} 3.0",
            "10001 pool_seconds_sum{job=hotel} 1.5",
            "10001 night_seconds_active_count{job=hotel} 1.0",
            "10001 night_seconds_duration_sum{job=hotel} 10.0");
  }

  @Test
  void whatIsRemovedEnds() {
    Counter counter = registry.counter("gone");
    publish();
    registry.remove(counter);
    publish();
    assertThat(sent())
        .containsExactly(
            "1 gone_total{job=hotel} 0.0",
            "10001 gone_total{job=hotel} 0.0",
            "10001 gone_total{job=hotel} NaN");
  }

  @Test
  void aMeterThatFailsSilencesNoOther() {
    AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
    Gauge.builder(
            "fails",
            () -> {
              throw new IllegalStateException("no value");
            })
        .register(registry);
    registry.counter("long", "text", "x".repeat(2_000_000));
    Gauge.builder("unknown", value::get).register(registry);
    registry.counter("works");
    publish();
    assertThat(sent())
        .containsExactlyInAnyOrder(
            "1 works_total{job=hotel} 0.0", "10001 works_total{job=hotel} 0.0");
  }

  @Test
  void aTagThatIsNeverTheSameIsBounded() {
    registry.start(Duration.ofHours(1));
    IntStream.range(0, 1_000).forEach(i -> registry.counter("route", "path", "/" + i).increment());
    publish();
    assertThat(registry.getMeters()).hasSize(20);
    assertThat(sent())
        .contains("10001 barograph_agent_meters_refused_total{job=hotel} 981.0")
        .filteredOn(sample -> sample.startsWith("10001 route_total"))
        .hasSize(19);
  }

  @Test
  void agentAndProcessHaveTheNamesOfAllAgents() {
    BarographMeterRegistry large = new BarographMeterRegistry(agent, clock);
    new AgentMetrics(agent).bindTo(large);
    new ProcessMetrics().bindTo(large);
    clock.addSeconds(10);
    large.publish();
    assertThat(sent())
        .contains(
            "10001 barograph_agent_samples_total{job=hotel,result=dropped} 0.0",
            "10001 barograph_agent_records_total{job=hotel,result=suppressed} 0.0")
        .anyMatch(sample -> sample.startsWith("10001 barograph_agent_waiting_samples{job=hotel} "))
        .anyMatch(sample -> sample.startsWith("10001 process_cpu_seconds_total{job=hotel} "))
        .anyMatch(sample -> sample.startsWith("10001 process_start_time_seconds{job=hotel} "))
        .anyMatch(sample -> sample.startsWith("10001 process_open_fds{job=hotel} "));
  }

  @Test
  void aReportAllocatesNothingForASeries() {
    try (BarographAgent away =
        BarographAgent.builder("tcp://127.0.0.1:1")
            .bufferedSamples(1_000)
            .closeTimeout(Duration.ofMillis(1))
            .build()) {
      BarographMeterRegistry large = new BarographMeterRegistry(away, clock);
      for (int i = 0; i < 1_000; i++) {
        Timer.builder("http.server.requests").tag("uri", "/" + i).register(large);
      }
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 50; i++) {
        clock.addSeconds(10);
        long before = threads.getCurrentThreadAllocatedBytes();
        large.publish();
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).as("bytes for 17,000 samples").isLessThan(17_000);
    }
  }

  @Test
  void readsTheMemoryOfTheProcess() {
    assertThat(ProcessMetrics.residentBytes("Name:\tjava\nVmRSS:\t   1024 kB\n"))
        .isEqualTo(1_048_576);
    assertThat(ProcessMetrics.residentBytes("")).isNaN();
  }
}
