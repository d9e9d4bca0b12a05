package io.barograph.alertengine.rulefile;

import static io.barograph.promql.lex.StringSyntax.quote;

import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rulefile.yaml.Problems;
import io.barograph.alertengine.rulefile.yaml.YamlNode;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one rule. What is wrong becomes a problem that names the rule. */
final class RuleReader {
  private static final Set<String> FIELDS =
      Set.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");

  private final Parser parser;
  private final TemplateSyntax templates;
  private final Problems problems;
  private final YamlNode rule;
  private final Map<String, YamlNode> fields;

  private RuleReader(Parser parser, TemplateSyntax templates, YamlNode rule, Problems problems) {
    this.parser = parser;
    this.templates = templates;
    this.problems = problems;
    this.rule = rule.reportingTo(problems);
    this.fields = this.rule.fields(FIELDS, "a rule");
  }

  /**
   * The rule, or nothing where, as the problems then say, it is none.
   *
   * @param number of the rule in its group, from 1
   */
  static Optional<Rule> read(
      YamlNode rule,
      int number,
      Map<String, String> groupLabels,
      Parser parser,
      TemplateSyntax templates,
      Problems problems) {
    Problems named = problems.about("rule %d, %s".formatted(number, quote(name(rule))));
    return new RuleReader(parser, templates, rule, named).read(groupLabels);
  }

  /** For messages; whether it is a good one is asked later. */
  private static String name(YamlNode rule) {
    Map<String, YamlNode> fields = rule.reportingTo(Problems.of("")).entries();
    for (String field : new String[] {"alert", "record"}) {
      YamlNode name = fields.get(field);
      if (name != null && !name.text().isEmpty()) {
        return name.text();
      }
    }
    return "";
  }

  private Optional<Rule> read(Map<String, String> groupLabels) {
    int problemsBefore = problems.count();
    String alert = text("alert");
    String record = text("record");
    String query = text("expr");
    Duration holdDuration = duration("for");
    Duration keepFiringFor = duration("keep_firing_for");
    Map<String, String> labels = new HashMap<>(groupLabels);
    labels.putAll(LabelFields.labels(fields.get("labels"), problems));
    Map<String, String> annotations = LabelFields.annotations(fields.get("annotations"), problems);
    checkNames(alert, record);
    Optional<Expr> expr = expr(query);
    if (alert.isEmpty()) {
      checkRecording(record);
      refuse("annotations", !annotations.isEmpty());
      refuse("for", !holdDuration.isZero());
      refuse("keep_firing_for", !keepFiringFor.isZero());
    } else {
      checkTemplates("label", "labels", "__alert_" + alert);
      checkTemplates("annotation", "annotations", "__alert_" + alert);
    }
    if (problems.count() > problemsBefore) {
      return Optional.empty();
    }
    return expr.map(
        tree ->
            alert.isEmpty()
                ? new Rule.Recording(record, query, tree, labels, rule.position())
                : new Rule.Alerting(
                    alert,
                    query,
                    tree,
                    holdDuration,
                    keepFiringFor,
                    labels,
                    annotations,
                    rule.position()));
  }

  private String text(String field) {
    YamlNode value = fields.get(field);
    return value == null ? "" : value.text();
  }

  private Duration duration(String field) {
    YamlNode value = fields.get(field);
    return value == null ? Duration.ZERO : value.duration();
  }

  private void checkNames(String alert, String record) {
    boolean wrongKind = isWrongKind("alert") || isWrongKind("record");
    if (!alert.isEmpty() && !record.isEmpty()) {
      problems.add(rule.position(), "only one of 'record' and 'alert' must be set");
    } else if (alert.isEmpty() && record.isEmpty() && !wrongKind) {
      problems.add(rule.position(), "one of 'record' or 'alert' must be set");
    }
  }

  /** Whether there is a problem already, so that its being absent is none. */
  private boolean isWrongKind(String field) {
    YamlNode value = fields.get(field);
    return value != null && !value.isScalar();
  }

  private Optional<Expr> expr(String query) {
    YamlNode field = fields.get("expr");
    if (field == null || query.isEmpty()) {
      if (!isWrongKind("expr")) {
        problems.add(
            field == null ? rule.position() : field.position(), "field 'expr' must be set in rule");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(query));
    } catch (ParseException e) {
      problems.add(
          field.positionOf(e.range().start()), "could not parse expression: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void checkRecording(String record) {
    YamlNode name = fields.get("record");
    if (name == null || record.isEmpty()) {
      return;
    }
    if (!LabelFields.isText(record)) {
      problems.add(name.position(), "invalid recording rule name: " + quote(record));
    }
    if (record.contains("{") || record.contains("}")) {
      problems.add(
          name.position(),
          "braces present in the recording rule name; should it be in expr?: " + quote(record));
    }
  }

  private void refuse(String field, boolean set) {
    YamlNode value = fields.get(field);
    if (value != null && set) {
      problems.add(value.keyPosition(), "invalid field '%s' in recording rule".formatted(field));
    }
  }

  private void checkTemplates(String kind, String field, String templateName) {
    LabelFields.entries(fields.get(field))
        .forEach(
            (name, value) -> {
              if (value.isScalar()) {
                templates
                    .problem(templateName, value.text())
                    .ifPresent(
                        problem ->
                            problems.add(
                                value.position(),
                                "%s %s: %s".formatted(kind, quote(name), problem)));
              }
            });
  }
}
