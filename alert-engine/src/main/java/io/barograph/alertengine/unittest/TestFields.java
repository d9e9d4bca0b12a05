package io.barograph.alertengine.unittest;

import io.barograph.alertengine.rulefile.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads fields that may be absent. */
final class TestFields {
  private TestFields() {}

  static String text(Map<String, YamlNode> fields, String name) {
    YamlNode field = fields.get(name);
    return field == null ? "" : field.text();
  }

  static Duration duration(Map<String, YamlNode> fields, String name) {
    YamlNode field = fields.get(name);
    return field == null ? Duration.ZERO : field.duration();
  }

  static double number(Map<String, YamlNode> fields, String name) {
    YamlNode field = fields.get(name);
    return field == null ? 0 : field.number();
  }

  static boolean bool(Map<String, YamlNode> fields, String name) {
    YamlNode field = fields.get(name);
    return field != null && field.bool();
  }

  static List<YamlNode> items(Map<String, YamlNode> fields, String name) {
    YamlNode field = fields.get(name);
    return field == null ? List.of() : field.items();
  }

  /** Texts by name, such as labels. */
  static Map<String, String> texts(Map<String, YamlNode> fields, String name) {
    YamlNode field = fields.get(name);
    Map<String, String> texts = new TreeMap<>();
    if (field != null) {
      field.entries().forEach((key, value) -> texts.put(key, value.text()));
    }
    return texts;
  }
}
