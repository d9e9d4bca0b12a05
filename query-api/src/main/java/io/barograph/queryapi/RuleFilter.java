package io.barograph.queryapi;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.promql.parse.Parser;
import io.barograph.storage.rules.RuleGroupStatus;
import io.barograph.storage.rules.RuleStatus;
import java.util.List;
import java.util.Set;

/** Which rules a request wants; an empty list or set wants all. */
record RuleFilter(
    Kind kind,
    Set<String> names,
    Set<String> groups,
    Set<String> files,
    List<List<LabelMatcher>> selectors) {
  enum Kind {
    ANY,
    ALERTING,
    RECORDING
  }

  static RuleFilter of(Parameters parameters, Parser parser) {
    return new RuleFilter(
        kind(parameters.text("type")),
        Set.copyOf(parameters.all("rule_name[]")),
        Set.copyOf(parameters.all("rule_group[]")),
        Set.copyOf(parameters.all("file[]")),
        parameters.all("match[]").isEmpty()
            ? List.of()
            : SeriesSelectors.required(parameters, parser).selectors());
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "" -> Kind.ANY;
      case "alert" -> Kind.ALERTING;
      case "record" -> Kind.RECORDING;
      default -> throw ApiException.badParameter("type", "not supported value \"" + type + "\"");
    };
  }

  /** The groups with what is wanted of their rules, without those of which nothing is. */
  List<RuleGroupStatus> apply(List<RuleGroupStatus> all) {
    return all.stream()
        .filter(group -> groups.isEmpty() || groups.contains(group.name()))
        .filter(group -> files.isEmpty() || files.contains(group.file()))
        .map(group -> group.withRules(group.rules().stream().filter(this::wants).toList()))
        .filter(group -> !group.rules().isEmpty())
        .toList();
  }

  private boolean wants(RuleStatus rule) {
    boolean kindFits =
        switch (rule) {
          case RuleStatus.Alerting _ -> kind != Kind.RECORDING;
          case RuleStatus.Recording _ -> kind != Kind.ALERTING;
        };
    return kindFits
        && (names.isEmpty() || names.contains(rule.name()))
        && (selectors.isEmpty() || selectors.stream().anyMatch(any -> all(any, rule.labels())));
  }

  private static boolean all(List<LabelMatcher> matchers, Labels labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }
}
