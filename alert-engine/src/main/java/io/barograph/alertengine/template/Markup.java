package io.barograph.alertengine.template;

/**
 * Text that is HTML already, so that it is not escaped where a template makes HTML.
 *
 * @param html as it is to stand
 */
public record Markup(String html) {
  @Override
  public String toString() {
    return html;
  }
}
