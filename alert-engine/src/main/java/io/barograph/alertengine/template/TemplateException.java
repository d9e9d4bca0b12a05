package io.barograph.alertengine.template;

/** A template that cannot be parsed or executed; worded as Go words it. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TemplateException(String message) {
    super(message);
  }
}
