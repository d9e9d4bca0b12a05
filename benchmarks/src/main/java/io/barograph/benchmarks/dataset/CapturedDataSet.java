package io.barograph.benchmarks.dataset;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import io.barograph.model.StaleMarker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * node_exporter and Prometheus, scraped every ten seconds for an hour. How it was captured and what
 * its lines mean stands in {@code README.md} beside the file.
 */
public final class CapturedDataSet {
  private static final String RESOURCE = "/dataset/node-and-prometheus-10s-1h.txt.gz";

  private final List<CapturedSeries> series;

  private CapturedDataSet(List<CapturedSeries> series) {
    this.series = List.copyOf(series);
  }

  /** The bundled hour. */
  public static CapturedDataSet load() throws IOException {
    try (InputStream in = CapturedDataSet.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("resource '%s' is missing".formatted(RESOURCE));
      }
      return read(in);
    }
  }

  /** A gzip-compressed file of the same form. */
  public static CapturedDataSet read(InputStream gzip) throws IOException {
    List<CapturedSeries> series = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(gzip), StandardCharsets.UTF_8))) {
      String job = "";
      long[] scrapes = {};
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("job ")) {
          String[] words = line.split(" ", -1);
          job = words[1];
          scrapes = scrapes(words);
        } else {
          int tab = line.indexOf('\t');
          series.add(parse(job, line.substring(0, tab), line.substring(tab + 1), scrapes));
        }
      }
    }
    return new CapturedDataSet(series);
  }

  /** In the order in which the targets showed them. */
  public List<CapturedSeries> series() {
    return series;
  }

  /** How many samples there are in all. */
  public long samples() {
    return series.stream().mapToLong(one -> one.timestamps().length).sum();
  }

  private static long[] scrapes(String[] words) {
    long[] times = new long[words.length - 2];
    long time = 0;
    for (int i = 0; i < times.length; i++) {
      time += Long.parseLong(words[i + 2]);
      times[i] = time;
    }
    return times;
  }

  private static CapturedSeries parse(String job, String name, String tokens, long[] scrapes) {
    long[] timestamps = new long[scrapes.length];
    double[] values = new double[scrapes.length];
    int size = 0;
    int scrape = 0;
    String value = "-";
    for (String token : tokens.split(" ", -1)) {
      int times = 1;
      if (token.startsWith("*")) {
        times = Integer.parseInt(token.substring(1));
      } else {
        value = token;
      }
      for (; times > 0; times--, scrape++) {
        boolean gone = value.equals("-");
        if (!gone || (size > 0 && !StaleMarker.isStale(values[size - 1]))) {
          timestamps[size] = scrapes[scrape];
          values[size++] = gone ? StaleMarker.VALUE : parseValue(value);
        }
      }
    }
    return new CapturedSeries(
        labels(job, name), Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
  }

  private static double parseValue(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** {@code name{a="x",b="y"}} of the exposition format. */
  private static Labels labels(String job, String text) {
    List<Label> labels = new ArrayList<>();
    labels.add(new Label("job", job));
    int brace = text.indexOf('{');
    labels.add(new Label(Labels.METRIC_NAME, brace < 0 ? text : text.substring(0, brace)));
    int at = brace < 0 ? text.length() : brace + 1;
    while (at < text.length() && text.charAt(at) != '}') {
      int equals = text.indexOf('=', at);
      StringBuilder value = new StringBuilder();
      int i = equals + 2;
      for (; text.charAt(i) != '"'; i++) {
        if (text.charAt(i) == '\\') {
          i++;
          value.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
        } else {
          value.append(text.charAt(i));
        }
      }
      labels.add(new Label(text.substring(at, equals), value.toString()));
      at = text.charAt(i + 1) == ',' ? i + 2 : i + 1;
    }
    return Labels.of(labels.stream().filter(label -> !label.value().isEmpty()).toList());
  }
}
