package io.barograph.promql.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Our own scripts, one for each part of the language. */
final class OwnScripts {
  static final List<String> NAMES =
      List.of(
          "selectors.test",
          "operators.test",
          "aggregations.test",
          "functions.test",
          "histograms.test");

  private OwnScripts() {}

  static String read(String name) {
    try (InputStream script =
        Objects.requireNonNull(OwnScripts.class.getResourceAsStream(name), name)) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
