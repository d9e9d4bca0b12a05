package io.barograph.alertengine.unittest;

import io.barograph.alertengine.rulefile.yaml.Problems;
import io.barograph.alertengine.rulefile.yaml.YamlNode;
import io.barograph.alertengine.unittest.AlertCase.FiringAlert;
import io.barograph.alertengine.unittest.QueryCase.Result;
import io.barograph.model.Labels;
import io.barograph.promql.script.ScriptException;
import io.barograph.promql.script.SeriesLine;
import io.barograph.promql.script.SeriesNotation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tests of a file one by one. */
final class TestGroupReader {
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "interval",
          "input_series",
          "alert_rule_test",
          "promql_expr_test",
          "external_labels",
          "external_url");
  private static final String NO_HISTOGRAMS =
      "native histograms are not supported; leave this one out";

  private final Duration defaultInterval;
  private final Problems problems;

  TestGroupReader(Duration defaultInterval, Problems problems) {
    this.defaultInterval = defaultInterval;
    this.problems = problems;
  }

  TestGroup read(YamlNode test) {
    Map<String, YamlNode> fields = test.fields(FIELDS, "a test");
    Duration interval = TestFields.duration(fields, "interval");
    return new TestGroup(
        TestFields.text(fields, "name"),
        interval.isZero() ? defaultInterval : interval,
        TestFields.items(fields, "input_series").stream()
            .map(this::series)
            .flatMap(Optional::stream)
            .toList(),
        TestFields.items(fields, "alert_rule_test").stream().map(this::alertCase).toList(),
        TestFields.items(fields, "promql_expr_test").stream().map(this::queryCase).toList(),
        TestFields.texts(fields, "external_labels"),
        TestFields.text(fields, "external_url"));
  }

  private Optional<SeriesLine> series(YamlNode item) {
    Map<String, YamlNode> fields = item.fields(Set.of("series", "values"), "an input series");
    String text = TestFields.text(fields, "series") + " " + TestFields.text(fields, "values");
    Optional<SeriesLine> series = notation(text, item);
    if (series.isPresent() && series.get().histograms()) {
      problems.add(item.position(), NO_HISTOGRAMS);
    }
    return series;
  }

  private Optional<SeriesLine> notation(String text, YamlNode place) {
    try {
      return Optional.of(SeriesNotation.parse(place.position().line(), text));
    } catch (ScriptException e) {
      problems.add(place.position(), e.problem());
      return Optional.empty();
    }
  }

  private AlertCase alertCase(YamlNode item) {
    Map<String, YamlNode> fields =
        item.fields(Set.of("eval_time", "alertname", "exp_alerts"), "an alert test");
    String name = TestFields.text(fields, "alertname");
    if (name.isEmpty()) {
      problems.add(item.position(), "alertname is missing");
    }
    return new AlertCase(
        TestFields.duration(fields, "eval_time"),
        name,
        TestFields.items(fields, "exp_alerts").stream().map(alert -> alert(alert, name)).toList());
  }

  private static FiringAlert alert(YamlNode item, String name) {
    Map<String, YamlNode> fields =
        item.fields(Set.of("exp_labels", "exp_annotations"), "an expected alert");
    Map<String, String> labels = TestFields.texts(fields, "exp_labels");
    labels.put("alertname", name);
    return new FiringAlert(
        Labels.of(labels), Labels.of(TestFields.texts(fields, "exp_annotations")));
  }

  private QueryCase queryCase(YamlNode item) {
    Map<String, YamlNode> fields =
        item.fields(Set.of("expr", "eval_time", "exp_samples"), "a query test");
    return new QueryCase(
        TestFields.text(fields, "expr"),
        TestFields.duration(fields, "eval_time"),
        TestFields.items(fields, "exp_samples").stream().map(this::sample).toList());
  }

  private Result sample(YamlNode item) {
    Map<String, YamlNode> fields =
        item.fields(Set.of("labels", "value", "histogram"), "an expected sample");
    if (!TestFields.text(fields, "histogram").isEmpty()) {
      problems.add(item.position(), NO_HISTOGRAMS);
    }
    return new Result(labels(fields.get("labels")), TestFields.number(fields, "value"));
  }

  private Labels labels(@Nullable YamlNode field) {
    if (field == null || field.text().isBlank()) {
      return Labels.EMPTY;
    }
    return notation(field.text(), field).map(SeriesLine::labels).orElse(Labels.EMPTY);
  }
}
