package io.barograph.server.query;

import io.barograph.model.Labels;
import io.barograph.promql.value.FloatFormat;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.Series;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Values in columns: series to the left, numbers to the right. */
final class ResultTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  /** What is said instead of nothing at all. */
  static final String NOTHING = "no series";

  private ResultTable() {}

  static List<String> lines(InstantVector vector) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (VectorElement element : vector.elements()) {
      names.add(name(element.labels()));
      values.add(FloatFormat.sample(element.value()));
    }
    return columns(names, values);
  }

  /** The samples of a range selector, one a line. */
  static List<String> lines(Matrix matrix, ZoneId zone) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Series series : matrix.series()) {
      for (int i = 0; i < series.size(); i++) {
        Instant time = Instant.ofEpochMilli(series.timestamps()[i]);
        names.add(name(series.labels()) + "  " + TIME.format(time.atZone(zone)));
        values.add(FloatFormat.sample(series.values()[i]));
      }
    }
    return columns(names, values);
  }

  static String name(Labels labels) {
    return labels.toString();
  }

  private static List<String> columns(List<String> names, List<String> values) {
    if (names.isEmpty()) {
      return List.of(NOTHING);
    }
    int nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
    int valueWidth = values.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String value = values.get(i);
      lines.add(
          name + " ".repeat(nameWidth - name.length() + 2 + valueWidth - value.length()) + value);
    }
    return lines;
  }
}
