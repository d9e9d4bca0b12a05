package io.barograph.alertengine.template;

import java.util.Map;

/** An element of a query as templates see it. */
record TemplateSample(Map<String, String> labels, double value) implements TemplateObject {
  @Override
  public Object field(String name) {
    return switch (name) {
      case "Labels" -> labels;
      case "Value" -> value;
      default ->
          throw new IllegalArgumentException(
              "can't evaluate field " + name + " in type *template.sample");
    };
  }
}
