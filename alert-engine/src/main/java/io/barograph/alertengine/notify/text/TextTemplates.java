package io.barograph.alertengine.notify.text;

import io.barograph.alertengine.template.Template;
import io.barograph.alertengine.template.TemplateException;
import io.barograph.alertengine.template.TemplateFunction;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedSet;

/**
 * Reads templates of texts, which may call what the built-in texts and files of templates define.
 */
public final class TextTemplates {
  private final Map<String, TemplateFunction> functions;
  private final Template library;

  private TextTemplates(Map<String, TemplateFunction> functions, Template library) {
    this.functions = functions;
    this.library = library;
  }

  /**
   * With the built-in texts alone.
   *
   * @param clock tells templates how long something has lasted
   */
  public static TextTemplates builtIn(InstantSource clock) {
    Map<String, TemplateFunction> functions =
        BuiltInTexts.functions(new NotificationFunctions(clock).byName());
    return new TextTemplates(
        functions, Template.parse("built in", BuiltInTexts.DEFINITIONS, functions));
  }

  /**
   * These with what a file defines, in place of what was defined before.
   *
   * @param file name for messages
   * @throws TemplateException with file and line, if it cannot be read
   */
  public TextTemplates with(String file, String text) {
    return new TextTemplates(functions, Template.parse(file, text, functions).with(library));
  }

  /**
   * What is called by a template of these and defined by none.
   *
   * @return names of templates
   */
  public SortedSet<String> undefined() {
    return library.undefined();
  }

  /**
   * Reads a text.
   *
   * @throws TemplateException if it is no template, or calls one that nobody defines
   */
  public TextTemplate read(String text) {
    Template template = Template.parse("", text, functions).with(library);
    SortedSet<String> undefined = template.undefined();
    if (!undefined.isEmpty()) {
      throw new TemplateException(
          "template \"%s\" is called and defined neither here nor in \"templates\""
              .formatted(undefined.getFirst()));
    }
    return new TextTemplate(text, template, false, null);
  }

  /**
   * Reads a text that a built-in one stands in for where it fails.
   *
   * @param builtIn name of the built-in text
   */
  public TextTemplate read(String text, String builtIn) {
    return read(text).orElse(BuiltInTexts.template(builtIn));
  }

  /** As {@link #read(String, String)}, for HTML. */
  public TextTemplate readHtml(String text, String builtIn) {
    return read(text, builtIn).asHtml();
  }
}
