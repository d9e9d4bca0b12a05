package io.barograph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barograph.server.settings.SettingException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BarographServerIT {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;

  @Test
  void answersOnItsEmbeddedDatabaseAndStoresItsOwnMetrics() {
    try (RunningServer server = RunningServer.start(directory, "--barograph.self.interval=200ms")) {
      assertThat(server.get("/health/live").body()).isEqualTo("live\n");
      server.awaitReady();
      assertThat(server.get("/health/ready").body()).isEqualTo("ready\n");
      assertThat(server.get("/").body()).contains("/api/v1/query");
      awaitSample(server);
    }
    // What an earlier run stored is still there.
    try (RunningServer server = RunningServer.start(directory, "--barograph.self.interval=0s")) {
      server.awaitReady();
      awaitSample(server);
    }
  }

  private static void awaitSample(RunningServer server) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(server.get("/api/v1/query?query=barograph_build_info").body())
                    .contains("\"__name__\":\"barograph_build_info\"")
                    .contains("\"job\":\"barograph\"")
                    .contains(",\"1\"]"));
  }

  @Test
  void saysWhyItIsNotReadyWhileTheDatabaseIsAway() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    try (RunningServer server =
        RunningServer.start(
            directory,
            "--barograph.database.url=postgresql://barograph:secret-word@127.0.0.1:"
                + nobody
                + "/metrics")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                var answer = server.get("/health/ready");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body())
                    .startsWith("not ready: ")
                    .contains("127.0.0.1:" + nobody)
                    .doesNotContain("secret-word");
              });
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aTokenOpensEverythingAndHealthNeedsNone() {
    try (RunningServer server =
        RunningServer.start(directory, "--barograph.tokens.http=" + TOKEN)) {
      for (String path : new String[] {"/", "/metrics", "/api/v1/labels", "/nothing"}) {
        assertThat(server.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(server.get(path, "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(server.get(path, "Authorization", "Basic " + TOKEN).statusCode()).isEqualTo(401);
      }
      assertThat(server.get("/", "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void pagesOfGivenOriginsMayAskAndOthersMayNot() {
    String[] preflight = {"Access-Control-Request-Method", "POST"};
    try (RunningServer server =
        RunningServer.start(
            directory,
            "--barograph.http.cors-origins=https://*.example",
            "--barograph.tokens.http=" + TOKEN)) {
      HttpResponse<String> allowed =
          server.options("/api/v1/query", "https://grafana.example", preflight);
      assertThat(allowed.statusCode()).isEqualTo(200);
      assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
          .contains("https://grafana.example");
      HttpResponse<String> withoutToken =
          server.get("/api/v1/labels", "Origin", "https://grafana.example");
      assertThat(withoutToken.statusCode()).isEqualTo(401);
      assertThat(withoutToken.headers().firstValue("Access-Control-Allow-Origin"))
          .contains("https://grafana.example");
      assertThat(server.options("/api/v1/query", "https://other.test", preflight).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void anOpenAddressWithoutTokensStopsTheStart() {
    assertThatThrownBy(() -> RunningServer.start(directory, "--barograph.bind.address=0.0.0.0"))
        .hasRootCauseInstanceOf(SettingException.class)
        .satisfies(
            failure ->
                assertThat(StartFailure.explain(failure))
                    .get()
                    .asString()
                    .contains("BAROGRAPH_TOKENS_HTTP and BAROGRAPH_TOKENS_AGENT"));
  }

  @Test
  void aTakenPortIsNamedWithItsSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(
              () -> RunningServer.start(directory, "--barograph.http.port=" + taken.getLocalPort()))
          .satisfies(
              failure ->
                  assertThat(StartFailure.explain(failure))
                      .contains(PortTaken.sentence(taken.getLocalPort(), "BAROGRAPH_HTTP_PORT")));
      assertThatThrownBy(
              () ->
                  RunningServer.start(
                      directory, "--barograph.rsocket.port=" + taken.getLocalPort()))
          .satisfies(
              failure ->
                  assertThat(StartFailure.explain(failure))
                      .contains(
                          PortTaken.sentence(taken.getLocalPort(), "BAROGRAPH_RSOCKET_PORT")));
    }
  }

  @Test
  void silencesAndTheHistoryOfAlertsAreThere() {
    try (RunningServer server = RunningServer.start(directory)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(server.get("/api/v1/silences").body())
                      .isEqualTo("{\"status\":\"success\",\"data\":[]}"));
      assertThat(server.get("/api/v1/alerts/history").body())
          .isEqualTo("{\"status\":\"success\",\"data\":{\"events\":[]}}");
    }
  }
}
