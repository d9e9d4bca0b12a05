package io.barograph.alertengine.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A parsed template, with those that it defines. Immutable. */
public final class Template {
  private final String name;
  private final Map<String, List<Node>> templates;
  private final Map<String, TemplateFunction> functions;

  private Template(
      String name, Map<String, List<Node>> templates, Map<String, TemplateFunction> functions) {
    this.name = name;
    this.templates = templates;
    this.functions = functions;
  }

  /**
   * Reads a template that may call Go's own functions and these.
   *
   * @param name for messages
   * @throws TemplateException with the line
   */
  public static Template parse(String name, String text, Map<String, TemplateFunction> functions) {
    Map<String, TemplateFunction> all = Builtins.with(functions);
    return new Template(name, new Parser(name, text, all.keySet()).parse(), all);
  }

  /**
   * What it prints for some data.
   *
   * @throws TemplateException if a function fails or a bound is met: a million steps, a hundred
   *     templates within each other, a million characters
   */
  public String expand(@Nullable Object data) {
    return expand(name, data);
  }

  /** What one of the templates that it defines prints. */
  public String expand(String template, @Nullable Object data) {
    return new Execution(name, templates, functions, Values::print).run(template, data);
  }

  /** As {@link #expand(Object)}, with what it prints escaped for HTML, but for {@link Markup}. */
  public String expandHtml(@Nullable Object data) {
    return new Execution(name, templates, functions, Values::printHtml).run(name, data);
  }

  /** The same, which may also call what another defines; its own definitions go first. */
  public Template with(Template library) {
    Map<String, List<Node>> all = new LinkedHashMap<>(library.templates);
    all.putAll(templates);
    return new Template(name, all, functions);
  }

  /** The names of templates that are called and defined nowhere. */
  public SortedSet<String> undefined() {
    SortedSet<String> called = new TreeSet<>();
    templates.values().forEach(nodes -> Node.called(nodes, called));
    called.removeAll(templates.keySet());
    return called;
  }
}
