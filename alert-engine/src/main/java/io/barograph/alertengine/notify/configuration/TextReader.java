package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.receiver.BuiltInTexts;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;

/** Reads templates of texts. */
final class TextReader {
  private TextReader() {}

  /** Takes a template, or gives the built-in one of that name. */
  static String take(YamlFields fields, String field, String builtIn) {
    return fields.take(field).map(TextReader::check).orElse(BuiltInTexts.template(builtIn));
  }

  /** Takes a template, or gives the empty one. */
  static String take(YamlFields fields, String field) {
    return fields.take(field).map(TextReader::check).orElse("");
  }

  static String check(YamlValue value) {
    String text = value.text();
    if (!BuiltInTexts.knows(text)) {
      throw value.wrong("templates of your own are not built in; use plain text or leave it out");
    }
    return text;
  }
}
