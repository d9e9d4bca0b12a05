package io.barograph.benchmarks.comparison;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A command line of {@code name=value}. */
record Arguments(Map<String, String> values) {
  static Arguments parse(String... words) {
    Map<String, String> values = new HashMap<>();
    for (String word : words) {
      String[] pair = word.split("=", 2);
      if (pair.length < 2) {
        throw new IllegalArgumentException("\"%s\" is not of the form name=value".formatted(word));
      }
      values.put(pair[0], pair[1]);
    }
    return new Arguments(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the argument \"%s=\" is missing".formatted(name));
    }
    return value;
  }

  int integer(String name) {
    return Integer.parseInt(text(name));
  }

  long number(String name) {
    return Long.parseLong(text(name));
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(number(name));
  }

  URI uri(String name) {
    return URI.create(text(name));
  }

  /** Where this run writes what it measures; every part has the same three arguments for it. */
  MeasurementLog log() {
    return new MeasurementLog(Path.of(text("results")), text("part"), text("system"));
  }
}
