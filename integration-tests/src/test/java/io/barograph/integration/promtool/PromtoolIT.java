package io.barograph.integration.promtool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.RemoteWriteRequest;
import io.barograph.integration.process.BarographServer;
import io.barograph.model.Labels;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients other than Grafana ask a running server, and how. */
final class PromtoolIT {
  private static final long START = Clock.systemUTC().millis() / 1000 * 1000 - 600_000;
  private static final int SERIES = 200;

  private static TestDatabase database;
  private static BarographServer server;

  @TempDir private Path directory;

  @BeforeAll
  static void startServerWithSamples() {
    database = TestDatabase.create(DatabaseKind.POSTGRESQL);
    server =
        BarographServer.on(database.url())
            .with("BAROGRAPH_RETENTION", "30000d")
            .with("BAROGRAPH_QUERY_EXPERIMENTAL_FUNCTIONS", "true")
            .start();
    RemoteWriteRequest request = new RemoteWriteRequest();
    for (int i = 0; i < SERIES; i++) {
      request.add(
          Labels.of("__name__", "promtool_test", "n", String.valueOf(i)),
          new long[] {START, START + 10_000, START + 20_000},
          new double[] {i, i + 0.5, i + 1});
    }
    assertThat(server.http().post(RemoteWriteLoad.PATH, request.snappy(), RemoteWriteLoad.HEADERS))
        .satisfies(answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(204));
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  private static String url() {
    return server.http().base().toString();
  }

  private static String promtool(String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "promtool";
    command[1] = "query";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    CommandLine ended = CommandLine.run(command);
    assertThat(ended.exit()).as(ended.output()).isZero();
    return ended.output();
  }

  private static String seconds(long millis) {
    return String.valueOf(millis / 1000);
  }

  @Test
  void promtoolAsksForAnInstant() {
    assertThat(
            promtool(
                "instant", "--time=" + seconds(START + 10_000), url(), "promtool_test{n=\"7\"}"))
        .isEqualTo("promtool_test{n=\"7\"} => 7.5 @[%s]\n".formatted(seconds(START + 10_000)));
    assertThat(promtool("instant", url(), "1 + 1")).startsWith("scalar: 2 @[");
  }

  @Test
  void promtoolAsksForARange() {
    assertThat(
            promtool(
                "range",
                "--start=" + seconds(START),
                "--end=" + seconds(START + 20_000),
                "--step=10s",
                url(),
                "promtool_test{n=\"3\"}"))
        .contains("promtool_test{n=\"3\"} =>\n3 @[%s]\n".formatted(seconds(START)))
        .contains("4 @[%s]".formatted(seconds(START + 20_000)));
  }

  @Test
  void promtoolAsksForSeriesAndLabels() {
    assertThat(promtool("series", "--match=promtool_test{n=~\"1|2\"}", url()))
        .contains("{__name__=\"promtool_test\", n=\"1\"}")
        .contains("{__name__=\"promtool_test\", n=\"2\"}");
    assertThat(promtool("labels", "--match=promtool_test", url(), "n").lines())
        .hasSize(SERIES)
        .contains("0", "199");
  }

  @Test
  void promtoolHearsWhatIsWrong() {
    CommandLine ended = CommandLine.run("promtool", "query", "instant", url(), "sum(");
    assertThat(ended.exit()).isNotZero();
    assertThat(ended.output()).contains("bad_data").contains("parse error");
  }

  @Test
  void largeAnswersAreCompressedWhenAskedFor() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          url() + "/api/v1/query?query=promtool_test&time=" + seconds(START)))
                  .header("Accept-Encoding", "gzip")
                  .header("Origin", "http://elsewhere.example")
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
      assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
      try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
        assertThat(new String(plain.readAllBytes(), UTF_8)).contains("\"n\":\"199\"").endsWith("}");
      }
    }
  }

  @Test
  void barographQueryPrintsATable() {
    CommandLine ended =
        CommandLine.run(
            CommandLine.script("barograph"),
            "query",
            "max(promtool_test @ %s) by (n) > 198".formatted(seconds(START)),
            "--url",
            url());
    assertThat(ended).isEqualTo(new CommandLine(0, "{n=\"199\"}  199\n"));
  }

  @Test
  void barographQueryDrawsARangeAndGivesJson() {
    CommandLine chart =
        CommandLine.run(
            CommandLine.script("barograph"),
            "query",
            "promtool_test{n=\"5\"}",
            "--range",
            "30m",
            "--url",
            url());
    assertThat(chart.exit()).as(chart.output()).isZero();
    assertThat(chart.output()).startsWith("promtool_test{n=\"5\"}\n  ").contains("█", "last 6");
    CommandLine json =
        CommandLine.run(CommandLine.script("barograph"), "query", "1", "--json", "--url", url());
    assertThat(json.output()).startsWith("{\"status\":\"success\",\"data\":{\"resultType\":");
  }

  @Test
  void barographQueryPointsAtTheMistake() {
    CommandLine ended =
        CommandLine.run(CommandLine.script("barograph"), "query", "rate(up)", "--url", url());
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.output())
        .isEqualTo(
            """
            rate(up)
                 ^ parse error: expected type range vector in call to function "rate", got instant vector
            """);
  }

  @Test
  void promqltestRunsScriptsThroughTheDoors() throws IOException {
    Path script =
        Files.writeString(
            directory.resolve("doors.test"),
            """
            load 10s
              requests_total{host="a"} 0+10x6
              requests_total{host="b"} 0+20x6 stale
              gauge{host="a"} 1 NaN Inf
              {host="nameless"} 1

            eval instant at 1m sum without (host) (rate(requests_total[1m]))
              {} 3

            eval range from 0 to 20s step 10s gauge
              gauge{host="a"} 1 NaN Inf

            eval instant at 70s requests_total
              requests_total{host="a"} 60

            eval instant at 1m absent(nothing{host="a"})
              {host="a"} 1

            eval instant at 1m mad_over_time(requests_total{host="a"}[1m])
              {host="a"} 15

            eval instant at 1m requests_total / on () requests_total
              expect fail regex: found duplicate series

            eval instant at 1m sum(requests_total
              expect fail

            eval instant at 1m {host="nameless"}
              {host="nameless"} 1

            clear

            eval instant at 1m requests_total

            eval instant at 1m vector(1)
              {} 2
            """);
    CommandLine ended =
        CommandLine.run(CommandLine.script("promqltest"), "--url", url(), script.toString());
    assertThat(ended.output())
        .contains("doors.test:35: vector(1): {}: expected 2 at 0 ms, got 1")
        .contains("1 left out: series without a metric name")
        .endsWith("8 passed, 1 failed\n");
    assertThat(ended.exit()).isEqualTo(1);
  }
}
