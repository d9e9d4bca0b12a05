package io.barograph.integration.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.RemoteWriteRequest;
import io.barograph.integration.process.HttpAnswer;
import io.barograph.integration.process.HttpDoor;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Asks both servers and keeps count. */
final class Comparison {
  /** Prometheus takes nothing older than an hour before its newest sample. */
  private static final long SLICE = 1_800_000;

  private final HttpDoor ours;
  private final HttpDoor theirs;
  private final String version;
  private final List<String> differences = new ArrayList<>();
  private final Map<KnownDifference, Integer> leftOut = new EnumMap<>(KnownDifference.class);
  private int compared;
  private int errors;
  private int empty;

  Comparison(HttpDoor ours, HttpDoor theirs) {
    this.ours = ours;
    this.theirs = theirs;
    this.version =
        new JsonMapper()
            .readTree(theirs.get("/api/v1/status/buildinfo").body())
            .path("data")
            .path("version")
            .asString();
  }

  /** Writes the same requests to both. */
  void send(List<Series> series, long start, long end) {
    for (long from = start; from <= end; from += SLICE) {
      RemoteWriteRequest request = new RemoteWriteRequest();
      for (Series one : series) {
        add(one, from, from + SLICE, request);
      }
      for (HttpDoor server : List.of(theirs, ours)) {
        HttpAnswer answer =
            server.post(RemoteWriteLoad.PATH, request.snappy(), RemoteWriteLoad.HEADERS);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
      }
    }
  }

  private static void add(Series series, long from, long to, RemoteWriteRequest request) {
    int first = 0;
    while (first < series.size() && series.timestamps()[first] < from) {
      first++;
    }
    int last = first;
    while (last < series.size() && series.timestamps()[last] < to) {
      last++;
    }
    if (first < last) {
      request.add(
          series.labels(),
          Arrays.copyOfRange(series.timestamps(), first, last),
          Arrays.copyOfRange(series.values(), first, last));
    }
  }

  void compare(Question question) {
    Optional<KnownDifference> known = KnownDifference.of(question, version);
    if (known.isPresent()) {
      leftOut.merge(known.get(), 1, Integer::sum);
      return;
    }
    Reply expected = question.ask(theirs);
    compared++;
    errors += expected.isError() ? 1 : 0;
    empty += !expected.isError() && expected.isEmpty() ? 1 : 0;
    question
        .ask(ours)
        .difference(expected, question.isSorted())
        .ifPresent(difference -> differences.add(question + "\n  " + difference));
  }

  List<String> differences() {
    return differences;
  }

  int compared() {
    return compared;
  }

  /** How many had an answer with samples in it, by which alone values are compared. */
  int withSamples() {
    return compared - errors - empty;
  }

  /** Counts, and what was left out with the reasons. */
  String report() {
    StringBuilder report =
        new StringBuilder(
            "%d questions to Prometheus %s: %d answered with samples, %d with none, %d with an error; %d differ"
                .formatted(compared, version, withSamples(), empty, errors, differences.size()));
    leftOut.forEach(
        (known, count) -> report.append("\nleft out %d: %s".formatted(count, known.reason())));
    return report.toString();
  }
}
