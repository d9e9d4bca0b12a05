package io.barograph.integration.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.TimeRange;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What can be chosen on a dashboard over a store. */
final class Choices {
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

  /** The values of a label in the series of a selector. */
  record Question(Dashboard dashboard, String selector, String label) {}

  private final SeriesQuerier store;
  private final Recording recording;
  private final Parser parser = new Parser(ParserOptions.DEFAULT);

  Choices(SeriesQuerier store, Recording recording) {
    this.store = store;
    this.recording = recording;
  }

  /** As the dashboard opens: "All" where there is such a thing, otherwise the first value. */
  Choice opened(Dashboard dashboard) {
    return choice(dashboard, true);
  }

  /** Every value by its name. */
  Choice everyValue(Dashboard dashboard) {
    return choice(dashboard, false);
  }

  private Choice choice(Dashboard dashboard, boolean all) {
    Choice choice = new Choice(recording.length());
    for (JsonNode variable : dashboard.variables()) {
      if (variable.path("type").asString().equals("query")) {
        choose(variable, values(question(dashboard, variable, choice)), all, choice);
      }
    }
    return choice;
  }

  /** Adds one more choice: all of the values, as such or by their names, or the first. */
  void choose(JsonNode variable, List<String> values, boolean all, Choice choice) {
    String name = variable.path("name").asString();
    if (!variable.path("multi").asBoolean()) {
      choice.one(name, values.getFirst());
    } else if (all && variable.has("allValue")) {
      choice.all(name, variable.path("allValue").asString());
    } else {
      choice.several(name, values);
    }
  }

  /** What a variable asks, after the choices before it. */
  Question question(Dashboard dashboard, JsonNode variable, Choice before) {
    String query = variable.path("query").asString();
    Matcher form = LABEL_VALUES.matcher(query);
    if (!form.matches()) {
      throw new AssertionError(
          "%s: variable query \"%s\" is not label_values(selector, label)"
              .formatted(dashboard, query));
    }
    return new Question(dashboard, before.into(form.group(1)), form.group(2));
  }

  /** The values that Grafana would offer; fails if there is none. */
  List<String> values(Question question) {
    List<String> values =
        store
            .labelValues(
                question.label(),
                new TimeRange(recording.start(), recording.end()),
                parser.parseSelector(question.selector()))
            .sort()
            .collectList()
            .block();
    assertThat(values).as("values for %s", question).isNotEmpty();
    return values;
  }
}
