package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.route.Grouping;
import io.barograph.alertengine.notify.route.InhibitionRule;
import io.barograph.alertengine.notify.route.Route;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import io.barograph.model.LabelMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the routing tree and inhibition rules. A route takes from its parent what it does not say.
 */
final class RouteReader {
  private static final Grouping DEFAULT =
      new Grouping(
          Set.of(), false, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

  private final Set<String> receivers;

  /**
   * A reader.
   *
   * @param receivers names that routes may name
   */
  RouteReader(Set<String> receivers) {
    this.receivers = Set.copyOf(receivers);
  }

  Route root(YamlValue value) {
    YamlFields fields = value.fields();
    List<LabelMatcher> matchers = matchers(fields);
    if (!matchers.isEmpty()) {
      throw value.wrong("the root route takes every alert, so it must not have matchers");
    }
    Optional<YamlValue> goesOn = fields.take("continue");
    if (goesOn.isPresent() && goesOn.get().flag()) {
      throw goesOn.get().wrong("the root route has nothing to continue with");
    }
    if (fields.take("receiver").isEmpty()) {
      throw value.wrong("the root route has no receiver");
    }
    return route(value, new Route("", "", DEFAULT, List.of(), false, List.of()));
  }

  private static List<LabelMatcher> matchers(YamlFields fields) {
    return MatcherReader.take(fields, "matchers", "match", "match_re");
  }

  private Route route(YamlValue value, Route parent) {
    YamlFields fields = value.fields();
    for (String name : List.of("mute_time_intervals", "active_time_intervals")) {
      fields.refuse(name, "not built in; use silences, or forward to an Alertmanager");
    }
    List<LabelMatcher> matchers = matchers(fields);
    String key =
        (parent.key().isEmpty() ? "" : parent.key() + "/")
            + matchers.stream()
                .map(LabelMatcher::toString)
                .sorted()
                .collect(Collectors.joining(",", "{", "}"));
    String receiver = fields.take("receiver").map(this::receiver).orElse(parent.receiver());
    Grouping grouping = grouping(fields, parent.grouping());
    boolean goesOn = fields.take("continue", YamlValue::flag, false);
    Route inherited = new Route(key, receiver, grouping, matchers, goesOn, List.of());
    List<Route> children = new ArrayList<>();
    fields
        .take("routes")
        .ifPresent(routes -> routes.items().forEach(each -> children.add(route(each, inherited))));
    fields.end();
    return new Route(key, receiver, grouping, matchers, goesOn, children);
  }

  private String receiver(YamlValue value) {
    if (!receivers.contains(value.text())) {
      throw value.wrong(
          "receiver \"%s\" is not defined under \"receivers\"".formatted(value.text()));
    }
    return value.text();
  }

  private static Grouping grouping(YamlFields fields, Grouping parent) {
    Optional<YamlValue> groupBy = fields.take("group_by");
    Set<String> by = groupBy.map(RouteReader::labelNames).orElse(parent.by());
    boolean byAll = by.contains("...");
    if (byAll && by.size() > 1) {
      throw groupBy
          .orElseThrow()
          .wrong("\"...\" means all labels, so no other may stand beside it");
    }
    return new Grouping(
        by,
        byAll || (groupBy.isEmpty() && parent.byAll()),
        fields.take("group_wait", YamlValue::duration, parent.groupWait()),
        positive(fields, "group_interval", parent.groupInterval()),
        positive(fields, "repeat_interval", parent.repeatInterval()));
  }

  private static Duration positive(YamlFields fields, String name, Duration otherwise) {
    Optional<YamlValue> value = fields.take(name);
    if (value.isPresent() && !value.get().duration().isPositive()) {
      throw value.get().wrong("\"" + name + "\" is 0, it must be longer");
    }
    return value.map(YamlValue::duration).orElse(otherwise);
  }

  private static Set<String> labelNames(YamlValue value) {
    Set<String> names = new HashSet<>();
    for (YamlValue item : value.items()) {
      if (!names.add(item.text())) {
        throw item.wrong("label \"" + item.text() + "\" comes twice");
      }
    }
    return names;
  }

  static InhibitionRule inhibitionRule(YamlValue value) {
    YamlFields fields = value.fields();
    InhibitionRule rule =
        new InhibitionRule(
            MatcherReader.take(fields, "source_matchers", "source_match", "source_match_re"),
            MatcherReader.take(fields, "target_matchers", "target_match", "target_match_re"),
            fields.take("equal").map(RouteReader::labelNames).orElse(Set.of()));
    fields.end();
    return rule;
  }
}
