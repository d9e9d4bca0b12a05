package io.barograph.alertengine.evaluate;

import io.barograph.promql.value.VectorElement;
import java.time.Instant;

/** The port through which labels and annotations of alerts are written out. */
@FunctionalInterface
public interface LabelTemplates {
  /**
   * The text that a template gives for an element. A template that fails gives a text that says so.
   *
   * @param name of the rule, for messages
   * @param now at which queries in the template are evaluated
   */
  String expand(String name, String template, VectorElement element, Instant now);
}
