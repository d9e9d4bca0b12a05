package io.barograph.alertengine.rulefile;

import static io.barograph.promql.lex.StringSyntax.quote;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.alertengine.rulefile.yaml.Problems;
import io.barograph.alertengine.rulefile.yaml.YamlNode;
import io.barograph.model.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads labels and annotations. Any name is allowed that is text, but for the metric's. */
final class LabelFields {
  private LabelFields() {}

  static Map<String, String> labels(@Nullable YamlNode field, Problems problems) {
    Map<String, String> labels = new LinkedHashMap<>();
    entries(field)
        .forEach(
            (name, value) -> {
              String text = value.text();
              if (!isText(name) || name.isEmpty() || name.equals(Labels.METRIC_NAME)) {
                problems.add(value.keyPosition(), "invalid label name: " + quote(name));
              }
              if (!isText(text)) {
                problems.add(value.position(), "invalid label value: " + quote(text));
              }
              labels.put(name, text);
            });
    return labels;
  }

  static Map<String, String> annotations(@Nullable YamlNode field, Problems problems) {
    Map<String, String> annotations = new LinkedHashMap<>();
    entries(field)
        .forEach(
            (name, value) -> {
              if (!isText(name) || name.isEmpty()) {
                problems.add(value.keyPosition(), "invalid annotation name: " + quote(name));
              }
              annotations.put(name, value.text());
            });
    return annotations;
  }

  static Map<String, YamlNode> entries(@Nullable YamlNode field) {
    return field == null ? Map.of() : field.entries();
  }

  /** An escape in YAML can write half a character, which no store takes. */
  static boolean isText(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }
}
