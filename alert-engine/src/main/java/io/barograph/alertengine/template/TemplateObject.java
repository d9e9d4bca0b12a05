package io.barograph.alertengine.template;

import org.jspecify.annotations.Nullable;

/** A value with named fields, which may be functions without arguments in disguise. */
@FunctionalInterface
public interface TemplateObject {
  /**
   * The field of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @Nullable Object field(String name);
}
