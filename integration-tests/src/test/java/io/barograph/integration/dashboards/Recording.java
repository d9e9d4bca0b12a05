package io.barograph.integration.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.Series;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A few minutes of a real fleet, as {@code grafana-dashboards/recording/record} took them from a
 * running server: exact timestamps, exact values. For panels that compare with a week ago, what
 * rules had recorded of routes is stored a second time, a week earlier.
 */
record Recording(List<Series> series) {
  private static final Path FILE = Path.of("../grafana-dashboards/recording/fleet.txt.gz");
  private static final long WEEK = Duration.ofDays(7).toMillis();

  static Recording read() {
    Parser parser = new Parser(ParserOptions.DEFAULT);
    List<Series> series = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), UTF_8))) {
      long[] timestamps = {};
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("@ ")) {
          timestamps =
              Arrays.stream(line.substring(2).split(" ")).mapToLong(Long::parseLong).toArray();
        } else {
          int tab = line.indexOf('\t');
          double[] values =
              Arrays.stream(line.substring(tab + 1).split(" "))
                  .mapToDouble(Recording::number)
                  .toArray();
          Labels labels = labels(parser.parseSelector(line.substring(0, tab)));
          series.add(new Series(labels, timestamps, values, timestamps.length));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Recording(series);
  }

  private static Labels labels(List<LabelMatcher> equalities) {
    Map<String, String> labels = new TreeMap<>();
    equalities.forEach(equality -> labels.put(equality.name(), equality.value()));
    return Labels.of(labels);
  }

  /** As the HTTP API prints it. */
  static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The first timestamp of all, milliseconds since the Unix epoch. */
  long start() {
    return series.stream().mapToLong(one -> one.timestamps()[0]).min().orElseThrow();
  }

  /** The last timestamp of all, milliseconds since the Unix epoch. */
  long end() {
    return series.stream().mapToLong(one -> one.timestamps()[one.size() - 1]).max().orElseThrow();
  }

  Duration length() {
    return Duration.ofMillis(end() - start());
  }

  /** The same as if it had just been recorded. Values that are times themselves stay. */
  Recording endingAt(long end) {
    long later = end - end();
    return new Recording(series.stream().map(one -> later(one, later)).toList());
  }

  private static Series later(Series one, long later) {
    return new Series(
        one.labels(),
        Arrays.stream(one.timestamps()).map(time -> time + later).toArray(),
        one.values(),
        one.size());
  }

  /** All samples there are, those of a week ago included. */
  List<Series> stored() {
    List<Series> stored = new ArrayList<>(series);
    series.stream()
        .filter(one -> one.labels().metricName().startsWith("route:"))
        .map(one -> later(one, -WEEK))
        .forEach(stored::add);
    return stored;
  }

  InMemoryStore inMemory() {
    InMemoryStore store = new InMemoryStore();
    List<Series> stored = stored();
    var resolution = store.resolve(stored.stream().map(Series::labels).toList()).block();
    for (int i = 0; i < stored.size(); i++) {
      Series one = stored.get(i);
      long[] ids = new long[one.size()];
      Arrays.fill(ids, resolution.id(i));
      store
          .append(
              new SampleBatch(
                  resolution.generation(), ids, one.timestamps(), one.values(), one.size()))
          .block();
    }
    return store;
  }
}
