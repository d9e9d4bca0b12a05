package io.barograph.alertengine.rulefile;

import java.util.Optional;

/** Whether a text is a template that can be expanded. */
@FunctionalInterface
public interface TemplateSyntax {
  /** Takes every text for a template. */
  TemplateSyntax UNCHECKED = (_, _) -> Optional.empty();

  /**
   * What is wrong with a template, if anything.
   *
   * @param name of the template, for the message
   */
  Optional<String> problem(String name, String text);
}
