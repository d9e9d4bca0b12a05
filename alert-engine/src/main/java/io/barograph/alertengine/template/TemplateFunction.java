package io.barograph.alertengine.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function that templates may call. */
@FunctionalInterface
public interface TemplateFunction {
  /**
   * The value for some arguments.
   *
   * @throws IllegalArgumentException if these cannot be used, with the reason
   */
  @Nullable Object call(List<@Nullable Object> arguments);
}
