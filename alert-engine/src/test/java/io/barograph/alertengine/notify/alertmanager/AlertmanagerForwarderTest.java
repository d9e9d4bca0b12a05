package io.barograph.alertengine.notify.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.RetryPause;
import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.model.Labels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class AlertmanagerForwarderTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile Instant now = START;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpSender http = new HttpSender(threads, "test");
  private final AlertmanagerForwarder forwarder;

  AlertmanagerForwarderTest() throws IOException {
    server.createContext("/api/v2/alerts", this::take);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v2/alerts";
    forwarder =
        new AlertmanagerForwarder(
            http,
            HttpEndpoint.of(Secret.of(url)),
            "am",
            Duration.ofSeconds(5),
            () -> now,
            Schedulers.parallel(),
            new RetryPause(new Random(1)),
            meters);
  }

  @AfterEach
  void close() {
    server.stop(0);
    http.close();
    threads.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static Alert alert(String instance, @Nullable Instant endsAt) {
    return new Alert(
        Labels.of("alertname", "Down", "instance", instance),
        Map.of("summary", "down"),
        1,
        START,
        endsAt,
        "http://baro.example");
  }

  private void offerAndWait(List<Alert> alerts, int requests) {
    forwarder.offer(alerts, now);
    await().untilAsserted(() -> assertThat(bodies).hasSize(requests));
    await().until(() -> outcome("sent") + outcome("failed") > 0);
  }

  private double outcome(String name) {
    return meters.get("barograph.alertmanager.alerts").tag("outcome", name).counter().count();
  }

  /** Offers until the one before is through. */
  private void offerUntilSent(List<Alert> alerts, double sent) {
    await()
        .untilAsserted(
            () -> {
              forwarder.offer(alerts, now);
              assertThat(outcome("sent")).isEqualTo(sent);
            });
  }

  @Test
  void tellsWhatIsNewAndRepeatsItEachMinute() {
    offerAndWait(List.of(alert("a", null)), 1);
    assertThat(bodies.getFirst())
        .isEqualTo(
            """
            [{"labels":{"alertname":"Down","instance":"a"},"annotations":{"summary":"down"},\
            "startsAt":"2026-01-02T03:04:05Z","endsAt":"2026-01-02T03:08:05Z",\
            "generatorURL":"http://baro.example"}]""");
    now = START.plusSeconds(59);
    offerUntilSent(List.of(alert("a", null), alert("b", null)), 2);
    assertThat(bodies.getLast()).doesNotContain("\"a\"");
    now = START.plusSeconds(61);
    offerUntilSent(List.of(alert("a", null), alert("b", null)), 3);
    assertThat(bodies.getLast()).doesNotContain("\"b\"");
  }

  @Test
  void tellsAnEndAtOnceAndForAQuarterOfAnHour() {
    offerUntilSent(List.of(alert("a", null)), 1);
    now = START.plusSeconds(5);
    Alert ended = alert("a", now);
    offerUntilSent(List.of(ended), 2);
    assertThat(bodies.getLast()).contains("\"endsAt\":\"2026-01-02T03:04:10Z\"");
    now = START.plusSeconds(5 + 14 * 60);
    offerUntilSent(List.of(ended), 3);
    now = START.plusSeconds(6 + 15 * 60);
    forwarder.offer(List.of(ended), now);
    assertThat(outcome("sent")).isEqualTo(3);
  }

  @Test
  void sendsBatchesOf64() {
    List<Alert> alerts = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      alerts.add(alert("i" + i, null));
    }
    offerUntilSent(alerts, 130);
    assertThat(bodies).hasSize(3);
  }

  @Test
  void oneThatWasAwayLearnsTheLatestOnly() {
    status = 503;
    offerAndWait(List.of(alert("a", null)), 1);
    await().until(() -> outcome("failed") == 1);
    status = 200;
    now = now.plusSeconds(10);
    offerUntilSent(List.of(alert("a", now)), 1);
    assertThat(bodies).hasSize(2);
    assertThat(bodies.getLast()).contains("\"endsAt\":\"2026-01-02T03:04:15Z\"");
  }

  @Test
  void aBatchThatIsRefusedIsNotSentAgainAtOnce() {
    status = 400;
    offerAndWait(List.of(alert("a", null)), 1);
    await().until(() -> outcome("failed") == 1);
    now = now.plusSeconds(30);
    forwarder.offer(List.of(alert("a", null)), now);
    assertThat(bodies).hasSize(1);
  }
}
