package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.text.BuiltInTexts;
import io.barograph.alertengine.notify.text.TextTemplate;
import io.barograph.alertengine.notify.text.TextTemplates;
import io.barograph.alertengine.template.TemplateException;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.util.function.Function;

/** Reads texts, which are templates. */
final class TextReader {
  private final TextTemplates templates;

  TextReader(TextTemplates templates) {
    this.templates = templates;
  }

  /** Takes a template, or gives the built-in one of that name. */
  TextTemplate take(YamlFields fields, String field, String builtIn) {
    return fields
        .take(field)
        .map(value -> read(value, text -> templates.read(text, builtIn)))
        .orElseGet(() -> BuiltInTexts.template(builtIn));
  }

  /** The same for HTML. */
  TextTemplate takeHtml(YamlFields fields, String field, String builtIn) {
    return fields
        .take(field)
        .map(value -> read(value, text -> templates.readHtml(text, builtIn)))
        .orElseGet(() -> BuiltInTexts.template(builtIn));
  }

  /** Takes a template, or gives the empty one. */
  TextTemplate take(YamlFields fields, String field) {
    return fields.take(field).map(this::read).orElse(TextTemplate.NONE);
  }

  TextTemplate read(YamlValue value) {
    return read(value, templates::read);
  }

  private static TextTemplate read(YamlValue value, Function<String, TextTemplate> reading) {
    try {
      return reading.apply(value.text());
    } catch (TemplateException e) {
      throw value.wrong(String.valueOf(e.getMessage()));
    }
  }
}
