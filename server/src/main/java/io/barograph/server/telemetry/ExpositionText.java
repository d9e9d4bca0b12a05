package io.barograph.server.telemetry;

import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the Prometheus text format 0.0.4 as our own registry writes it: no timestamps, no
 * exemplars, one metric after the other.
 *
 * @param samples in the order of the text
 * @param metadata one for each metric that has a type
 */
record ExpositionText(List<Line> samples, List<MetricMetadata> metadata) {
  /** One sample without a timestamp. */
  record Line(Labels labels, double value) {}

  /**
   * Reads the whole text.
   *
   * @param extra labels that every series gets
   * @throws IllegalArgumentException if a line is not in the format
   */
  static ExpositionText parse(String text, Map<String, String> extra) {
    List<Line> samples = new ArrayList<>();
    Map<String, String> helps = new TreeMap<>();
    List<MetricMetadata> metadata = new ArrayList<>();
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              if (line.startsWith("# HELP ")) {
                String[] words = line.split(" ", 4);
                helps.put(words[2], words.length > 3 ? words[3] : "");
              } else if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", 4);
                String help = helps.getOrDefault(words[2], "");
                metadata.add(new MetricMetadata(words[2], type(words[3]), help, ""));
              } else if (!line.startsWith("#")) {
                samples.add(new SampleLine(line).parse(extra));
              }
            });
    return new ExpositionText(samples, metadata);
  }

  private static MetricType type(String word) {
    return switch (word) {
      case "counter" -> MetricType.COUNTER;
      case "gauge" -> MetricType.GAUGE;
      case "histogram" -> MetricType.HISTOGRAM;
      case "summary" -> MetricType.SUMMARY;
      default -> MetricType.UNKNOWN;
    };
  }

  /** One line of a sample, read from left to right. */
  private static final class SampleLine {
    private final String line;
    private int at;

    SampleLine(String line) {
      this.line = line;
    }

    Line parse(Map<String, String> extra) {
      Map<String, String> labels = new TreeMap<>(extra);
      labels.put(Labels.METRIC_NAME, until("{ "));
      if (peek() == '{') {
        at++;
        while (peek() != '}') {
          String name = until("=");
          at += 2;
          labels.put(name, quoted());
          if (peek() == ',') {
            at++;
          }
        }
        at++;
      }
      return new Line(Labels.of(labels), number(line.substring(at).strip()));
    }

    private char peek() {
      if (at >= line.length()) {
        throw new IllegalArgumentException("line \"" + line + "\" ends early");
      }
      return line.charAt(at);
    }

    private String until(String stops) {
      int start = at;
      while (stops.indexOf(peek()) < 0) {
        at++;
      }
      return line.substring(start, at);
    }

    /** After the opening quote, up to and over the closing one. */
    private String quoted() {
      StringBuilder value = new StringBuilder();
      while (peek() != '"') {
        char c = peek();
        at++;
        if (c == '\\') {
          c = peek() == 'n' ? '\n' : peek();
          at++;
        }
        value.append(c);
      }
      at++;
      return value.toString();
    }

    private static double number(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "+inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> Double.parseDouble(text);
      };
    }
  }
}
