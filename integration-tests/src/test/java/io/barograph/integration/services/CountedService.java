package io.barograph.integration.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.testdatabases.TestDatabase;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the store knows of one service whose guests keep their own count. */
final class CountedService {
  /** Guests make a record more often than this. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private static final String RECORDS =
      """
      WITH record AS (
        SELECT time, id FROM barograph.transaction WHERE job = ?1
        UNION ALL SELECT time, id FROM barograph.exception WHERE job = ?1
        UNION ALL SELECT time, id FROM barograph.event WHERE job = ?1
          AND kind IN ('start', 'exit'))
      """;

  private final String job;
  private final String routeLabel;
  private final ServiceViews views;
  private final TestDatabase database;

  /**
   * @param routeLabel in which its agent names the route
   */
  CountedService(String job, String routeLabel, ServiceViews views, TestDatabase database) {
    this.job = job;
    this.routeLabel = routeLabel;
    this.views = views;
    this.database = database;
  }

  /** Requests since the process began, by route; those of guests only. */
  Map<String, Long> requests() {
    String counters =
        "http_server_requests_seconds_count{job=\"%s\",%s=~\"/(hotel|search)/.+\"}"
            .formatted(job, routeLabel);
    String query = "sum by (%s) (last_over_time(%s[1h]))".formatted(routeLabel, counters);
    Map<String, Long> found = new TreeMap<>();
    result(query)
        .forEach(
            one -> found.put(one.path("metric").path(routeLabel).asString(), (long) value(one)));
    return found;
  }

  /** What the agent says of its records: accepted, refused, dropped, suppressed. */
  Map<String, Long> agentRecords() {
    Map<String, Long> found = new TreeMap<>();
    result("last_over_time(barograph_agent_records_total{job=\"" + job + "\"}[1m])")
        .forEach(one -> found.put(one.path("metric").path("result").asString(), (long) value(one)));
    return found;
  }

  /** The most samples that waited at once, of all the agent could tell later. */
  long mostWaitingSamples() {
    return (long)
        value(
            result("max_over_time(barograph_agent_waiting_samples{job=\"" + job + "\"}[1h])")
                .path(0));
  }

  /** Samples that the agent has dropped. */
  long droppedSamples() {
    return (long)
        value(
            result(
                    "last_over_time(barograph_agent_samples_total{result=\"dropped\",job=\"%s\"}[1m])"
                        .formatted(job))
                .path(0));
  }

  private JsonNode result(String query) {
    return views.data("query?query=" + URLEncoder.encode(query, UTF_8)).path("result");
  }

  private static double value(JsonNode series) {
    return Double.parseDouble(series.path("value").path(1).asString());
  }

  /** Single requests in the table, by route. */
  Map<String, Long> transactions() throws SQLException {
    Map<String, Long> found = new TreeMap<>();
    try (Connection session = database.connect();
        PreparedStatement count =
            session.prepareStatement(
                "SELECT route, count(*) FROM barograph.transaction WHERE job = ? GROUP BY route")) {
      count.setString(1, job);
      try (ResultSet rows = count.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return found;
  }

  /** Exceptions in the table. */
  long exceptions() throws SQLException {
    return number("SELECT count(*) FROM barograph.exception WHERE job = ?", job);
  }

  /** Records of all kinds in the tables. */
  long records() throws SQLException {
    return number(records("SELECT count(*) FROM record"), job, job, job);
  }

  /** Ids that stand in the tables more than once. */
  long idsInTwoRows() throws SQLException {
    return number(
        records("SELECT count(*) FROM (SELECT FROM record GROUP BY id HAVING count(*) > 1) twice"),
        job,
        job,
        job);
  }

  /** How many times in the window the tables are silent for longer than guests are. */
  long holes(Instant from, Instant to) throws SQLException {
    return number(
        records(
            """
            SELECT count(*) FROM (
              SELECT time - lag(time) OVER (ORDER BY time) AS silence FROM record
              WHERE time BETWEEN ? AND ?) AS steps
            WHERE silence > make_interval(secs => ?)
            """),
        job,
        job,
        job,
        from,
        to,
        LONGEST_SILENCE.toSeconds());
  }

  private static String records(String question) {
    return RECORDS.replace("?1", "?") + question;
  }

  private long number(String question, Object... arguments) throws SQLException {
    try (Connection session = database.connect();
        PreparedStatement statement = session.prepareStatement(question)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(
            i + 1, arguments[i] instanceof Instant at ? Timestamp.from(at) : arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getLong(1);
      }
    }
  }

  @Override
  public String toString() {
    return job;
  }
}
