package io.barograph.alertengine.template;

import static java.util.Objects.requireNonNull;

import io.barograph.alertengine.evaluate.LabelTemplates;
import io.barograph.alertengine.evaluate.RuleQueries;
import io.barograph.model.Labels;
import io.barograph.promql.value.VectorElement;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Labels and annotations of alerts, with the data and the functions that Prometheus gives them. */
public final class RuleTemplates implements LabelTemplates {
  /** The names that Prometheus declares ahead of every template in a rule. */
  private static final String PRELUDE =
      "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
          + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

  private final RuleQueries queries;
  private final Map<String, String> externalLabels;
  private final URI externalUrl;

  /**
   * @param queries for templates that ask
   */
  public RuleTemplates(RuleQueries queries, Labels externalLabels, URI externalUrl) {
    this.queries = queries;
    this.externalLabels = RuleFunctions.map(externalLabels);
    this.externalUrl = externalUrl;
  }

  @Override
  public String expand(String name, String template, VectorElement element, Instant now) {
    Data data =
        new Data(
            RuleFunctions.map(element.labels()),
            externalLabels,
            externalUrl.toString(),
            element.value());
    String alert = "__alert_" + name;
    try {
      return parse(alert, template, now).expand(data);
    } catch (TemplateException e) {
      return "<error expanding template: error executing template %s: %s>"
          .formatted(alert, e.getMessage());
    }
  }

  private Template parse(String alert, String template, Instant now) {
    Map<String, TemplateFunction> functions = new LinkedHashMap<>();
    functions.putAll(
        new RuleFunctions(query -> queries.at(query, now), externalUrl, now.toEpochMilli() / 1000.0)
            .all());
    // It calls the template that it stands in, which is parsed with it.
    Nested nested = new Nested();
    functions.put("tmpl", nested);
    Template whole = Template.parse(alert, PRELUDE + template, functions);
    nested.whole = whole;
    return whole;
  }

  /** What is wrong with a template before it is ever expanded, if anything. */
  public static Optional<String> problem(String name, String template) {
    try {
      var _ =
          new RuleTemplates((_, _) -> List.of(), Labels.EMPTY, URI.create(""))
              .parse("__alert_" + name, template, Instant.EPOCH);
      return Optional.empty();
    } catch (TemplateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Expands a template that the one it is called in defines. */
  private static final class Nested implements TemplateFunction {
    private static final int DEEPEST = 50;

    /** Set once the template that calls this is parsed. */
    private @Nullable Template whole;

    private int depth;

    @Override
    public Object call(List<@Nullable Object> values) {
      Arguments arguments = Arguments.of(values, 2);
      if (++depth > DEEPEST) {
        throw new IllegalArgumentException("exceeded maximum template depth (" + DEEPEST + ")");
      }
      try {
        return requireNonNull(whole).expand(arguments.text(0), arguments.any(1));
      } finally {
        depth--;
      }
    }
  }

  private record Data(
      Map<String, String> labels,
      Map<String, String> externalLabels,
      String externalUrl,
      double value)
      implements TemplateObject {
    @Override
    public @Nullable Object field(String name) {
      return switch (name) {
        case "Labels" -> labels;
        case "ExternalLabels" -> externalLabels;
        case "ExternalURL" -> externalUrl;
        case "Value" -> value;
        default ->
            throw new IllegalArgumentException(
                "can't evaluate field " + name + " in type template.AlertTemplateData");
      };
    }
  }
}
