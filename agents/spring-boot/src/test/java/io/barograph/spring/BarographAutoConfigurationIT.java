package io.barograph.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.agent.BarographAgent;
import io.barograph.agent.micrometer.BarographMeterRegistry;
import io.barograph.agent.records.Records;
import io.barograph.protocol.v1.RecordBatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service of either kind, with a server that nobody runs. */
class BarographAutoConfigurationIT {
  /** Nothing listens there, so everything stays in the buffers. */
  private static final String NOWHERE = "tcp://127.0.0.1:1";

  @EnableAutoConfiguration
  @RestController
  static class Service {
    @GetMapping("/hotel/{id}")
    Map<String, String> hotel(@PathVariable String id) {
      return Map.of("id", id);
    }

    @PostMapping("/hotel/{id}/booking")
    Map<String, String> book(@PathVariable String id) {
      throw new IllegalStateException("no room is left in " + id);
    }
  }

  private static ConfigurableApplicationContext start(String kind, String... properties) {
    return new SpringApplicationBuilder(Service.class)
        .properties("server.port=0", "spring.main.web-application-type=" + kind)
        .properties("spring.application.name=hotel", "spring.main.banner-mode=off")
        .properties("logging.level.root=error")
        .properties(properties)
        .run();
  }

  private static int ask(ConfigurableApplicationContext service, String method, String path)
      throws Exception {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .method(method, BodyPublishers.noBody())
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"servlet", "reactive"})
  void requestsAreCountedAndFailuresRecorded(String kind) throws Exception {
    try (ConfigurableApplicationContext service =
        start(
            kind,
            "barograph.agent.server=" + NOWHERE,
            "barograph.agent.interval=1h",
            "barograph.agent.slow=1h")) {
      assertThat(ask(service, "GET", "/hotel/7")).isEqualTo(200);
      assertThat(ask(service, "POST", "/hotel/7/booking")).isEqualTo(500);
      BarographMeterRegistry registry = service.getBean(BarographMeterRegistry.class);
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(registry.find("http.server.requests").timers())
                      .extracting(timer -> timer.getId().getTag("uri"))
                      .contains("/hotel/{id}", "/hotel/{id}/booking"));
      Timer hotel = registry.get("http.server.requests").tag("uri", "/hotel/{id}").timer();
      assertThat(hotel.count()).isEqualTo(1);
      assertThat(registry.find("jvm.memory.used").gauges()).isNotEmpty();
      assertThat(registry.find("process.resident.memory").gauge()).isNotNull();

      Records records = service.getBean(BarographAgent.class).records();
      RecordBatch batch = RecordBatch.parseFrom(records.batches().next());
      assertThat(batch.getProcess().getJob()).isEqualTo("hotel");
      assertThat(batch.getEventsList()).extracting("kind").containsExactly("start");
      assertThat(batch.getTransactionsList())
          .singleElement()
          .satisfies(failed -> assertThat(failed.getRoute()).isEqualTo("/hotel/{id}/booking"));
      assertThat(batch.getExceptionsList())
          .singleElement()
          .satisfies(
              error -> {
                assertThat(error.getMessage()).isEqualTo("no room is left in 7");
                assertThat(error.getFramesList())
                    .filteredOn("inApp", true)
                    .extracting("function")
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .contains(Service.class.getName() + ".book");
              });
    }
  }

  @Test
  void withoutAServerThereIsNoAgent() {
    try (ConfigurableApplicationContext service = start("reactive")) {
      assertThat(service.getBeansOfType(BarographAgent.class)).isEmpty();
      assertThat(service.getBeansOfType(MeterRegistry.class)).hasSize(1);
    }
  }

  @Test
  void saysWhoItIs() {
    try (ConfigurableApplicationContext service =
        start(
            "reactive",
            "barograph.agent.server=" + NOWHERE,
            "barograph.agent.host=web-1",
            "barograph.agent.labels.bucket=hotels",
            "barograph.agent.revision=abc1234")) {
      ServiceIdentity identity = service.getBean(ServiceIdentity.class);
      assertThat(identity.seriesLabels().toMap())
          .isEqualTo(
              Map.of("bucket", "hotels", "host", "web-1", "instance", "web-1:0", "job", "hotel"));
      assertThat(identity.process().revision()).isEqualTo("abc1234");
    }
  }

  @Test
  void refusesAnUnusableSetting() {
    List<String> unusable =
        List.of(
            "barograph.agent.interval=1ms",
            "barograph.agent.slow=-1s",
            "barograph.agent.max-records=0");
    for (String setting : unusable) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> start("none", "barograph.agent.server=" + NOWHERE, setting).close()))
          .as(setting)
          .rootCause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must");
    }
  }
}
