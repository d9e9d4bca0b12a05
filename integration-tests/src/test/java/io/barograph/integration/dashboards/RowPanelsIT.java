package io.barograph.integration.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpDoor;
import io.barograph.integration.process.NodeProgram;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.FreePort;
import io.barograph.testdatabases.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every statement of the dashboards that show rows finds some, as the role of {@code
 * db/reader.sql}: of two programs under the agent for Node.js that are slow, fail and throw.
 */
final class RowPanelsIT {
  private static final Path AGENT = Path.of("../agents/node").toAbsolutePath().normalize();
  private static final Path APP = Path.of("src/test/node/agent-app");
  private static final Path MAILER =
      Path.of("../grafana-dashboards/recording/mailer.js").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;

  private static TestDatabase database;
  private static BarographServer server;
  private static ReaderRole reader;

  @BeforeAll
  static void record() throws IOException, SQLException {
    database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
    // Before the server makes its tables, as compose.yaml does it.
    reader = ReaderRole.create(database);
    server = BarographServer.on(database.url()).with("BAROGRAPH_SELF_INTERVAL", "500ms").start();
    for (String file : List.of("package.json", "package-lock.json", "app.js")) {
      Files.copy(APP.resolve(file), directory.resolve(file));
    }
    NodeProgram.install(directory);
    int port = FreePort.find();
    try (NodeProgram hotel =
            program(
                "web-1:hotel",
                "--require",
                AGENT.resolve("lib/register.js").toString(),
                "app.js",
                String.valueOf(port),
                String.valueOf(FreePort.find()));
        NodeProgram mailer =
            program("web-1:mailer", MAILER.toString(), AGENT.resolve("lib").toString(), "1");
        HttpDoor door = new HttpDoor(URI.create("http://127.0.0.1:" + port))) {
      await("the app answers")
          .atMost(PATIENCE)
          .ignoreException(UncheckedIOException.class)
          .until(() -> door.get("/slow").status() == 200);
      assertThat(door.post("/booking", new byte[0]).status()).isEqualTo(500);
      await("what they do is known")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(answer("processes"))
                    .as(() -> hotel.log() + mailer.log())
                    .contains("\"instance\":\"web-1:hotel\"", "\"instance\":\"web-1:mailer\"");
                assertThat(answer("transactions")).contains("/slow", "/booking");
                assertThat(answer("exceptions/groups")).contains("TypeError");
                assertThat(answer("events")).contains("\"start\"", "\"deploy\"");
              });
    }
  }

  private static NodeProgram program(String instance, String... arguments) {
    return NodeProgram.start(
        instance.replace(':', '-'),
        directory,
        Map.of(
            "BAROGRAPH_AGENT_SERVER", server.rsocketAddress(),
            "BAROGRAPH_AGENT_INTERVAL", "500ms",
            "BAROGRAPH_AGENT_SLOW", "100ms",
            "BAROGRAPH_AGENT_LABELS", "bucket=o'hara",
            "BAROGRAPH_HOST", "web-1",
            "BAROGRAPH_JOB", "hotel",
            "BAROGRAPH_INSTANCE", instance),
        List.of(arguments));
  }

  private static String answer(String what) {
    return server.http().get("/api/v1/" + what + "?job=hotel").body();
  }

  @AfterAll
  static void stop() throws SQLException {
    server.close();
    reader.close();
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> asADashboardOpens() throws SQLException {
    return tests(true);
  }

  @TestFactory
  Stream<DynamicTest> withEveryValueChosenByName() throws SQLException {
    return tests(false);
  }

  private static Stream<DynamicTest> tests(boolean all) throws SQLException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.ofRows()) {
      RowChoice choice = choice(dashboard, all);
      for (Dashboard.Query query : dashboard.queries()) {
        tests.add(
            dynamicTest(
                query.toString(),
                () -> assertThat(column(choice.into(query.expression()))).isNotEmpty()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(15);
    return tests.stream();
  }

  private static RowChoice choice(Dashboard dashboard, boolean all) throws SQLException {
    Instant now = Clock.systemUTC().instant();
    RowChoice choice = new RowChoice(now.minus(Duration.ofHours(1)), now.plusSeconds(60));
    for (JsonNode variable : dashboard.variables()) {
      if (!variable.path("type").asString().equals("query")) {
        continue;
      }
      String name = variable.path("name").asString();
      List<String> values = column(choice.into(variable.path("query").asString()));
      assertThat(values).as("values of %s", name).isNotEmpty();
      if (all) {
        choice.all(name, variable.path("allValue").asString());
      } else {
        choice.several(name, values);
      }
    }
    return choice;
  }

  /** The first column of the rows that the reader gets. */
  private static List<String> column(String sql) throws SQLException {
    List<String> column = new ArrayList<>();
    try (Connection session = reader.connect();
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        column.add(rows.getString(1));
      }
    }
    assertThat(column).as(sql).doesNotContainNull();
    return column;
  }

  @Test
  void theReaderChangesNothing() {
    for (String sql :
        List.of(
            "DELETE FROM barograph.event",
            "UPDATE barograph.exception_group SET state = 'ignored'",
            "INSERT INTO barograph.series_group DEFAULT VALUES",
            "DROP TABLE barograph.host",
            "CREATE TABLE barograph.other (a int)")) {
      assertThatThrownBy(() -> column(sql))
          .as(sql)
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
    }
  }

  /** For the panels and rules that ask for series. */
  @Test
  void exceptionsAreCountedInSeriesToo() {
    await("own metrics are stored")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        server
                            .http()
                            .get("/api/v1/series?match%5B%5D=barograph_exception_groups_total")
                            .body())
                    .contains("\"bucket\":\"o'hara\"", "\"job\":\"hotel\"", "\"state\":\"new\""));
  }
}
