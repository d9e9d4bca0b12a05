package io.barograph.integration.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What makes a dashboard readable, and usable in a Grafana that is not ours. */
final class DashboardFormTest {
  /** Units by the names that Grafana has for them; it shows an unknown one as a suffix. */
  private static final Set<String> UNITS =
      Set.of(
          "Bps",
          "bytes",
          "count:samples/s",
          "cpm",
          "cps",
          "dateTimeFromNow",
          "none",
          "ops",
          "percentunit",
          "pps",
          "reqps",
          "s",
          "short",
          "string");

  /** To a dashboard, about what was clicked, with other choices passed on. */
  private static final Pattern LINK =
      Pattern.compile("/d/(?<uid>[\\w-]+)/\\?var-(?<given>\\w+)=\\$\\{__value\\.text}&.*");

  private static final Pattern PASSED_ON = Pattern.compile("\\$\\{(\\w+):queryparam}");

  static List<Dashboard> dashboards() {
    return Dashboard.all();
  }

  @Test
  void thereIsADashboardForEachQuestion() {
    assertThat(Dashboard.all())
        .extracting(Dashboard::name)
        .containsExactly(
            "alerts",
            "fleet",
            "host",
            "http",
            "inventory",
            "process",
            "records",
            "self",
            "services");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void hasAnIdentityOfItsOwnInEveryGrafana(Dashboard dashboard) {
    assertThat(dashboard.json().path("uid").asString()).isEqualTo("barograph-" + dashboard.name());
    assertThat(dashboard.json().has("id")).as("an id of one Grafana's database").isFalse();
    assertThat(dashboard.json().path("tags").toString()).contains("\"barograph\"");
    assertThat(dashboard.json().path("description").asString()).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void asksTheDataSourceThatIsChosen(Dashboard dashboard) {
    String chosen = dashboard.showsRows() ? "${database}" : "${datasource}";
    assertThat(dashboard.json().findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.path("uid").asString()).isEqualTo(chosen));
    assertThat(dashboard.panels()).allMatch(panel -> panel.has("datasource"));
    assertThat(dashboard.variables().getFirst().path("query").asString())
        .isEqualTo(dashboard.showsRows() ? "grafana-postgresql-datasource" : "prometheus");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void saysOfEachPanelWhatItShowsAndInWhichUnit(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .allSatisfy(
            panel -> {
              JsonNode defaults = panel.path("fieldConfig").path("defaults");
              assertThat(panel.path("title").asString()).isNotBlank();
              assertThat(panel.path("description").asString()).endsWith(".");
              assertThat(defaults.path("unit").asString()).isIn(UNITS);
              assertThat(defaults.path("thresholds").path("steps").isEmpty()).isFalse();
            });
    assertThat(dashboard.panels())
        .extracting(panel -> panel.path("title").asString())
        .doesNotHaveDuplicates();
    assertThat(overriddenUnits(dashboard)).isSubsetOf(UNITS);
  }

  private static Stream<String> overriddenUnits(Dashboard dashboard) {
    return dashboard.panels().stream()
        .flatMap(panel -> panel.path("fieldConfig").path("overrides").valueStream())
        .flatMap(override -> override.path("properties").valueStream())
        .filter(property -> property.path("id").asString().equals("unit"))
        .map(property -> property.path("value").asString());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void usesEachVariableAndNoOther(Dashboard dashboard) {
    Set<String> defined = names(dashboard);
    Set<String> used = new HashSet<>(Set.of(dashboard.showsRows() ? "database" : "datasource"));
    // Quoted for the language: by us in a regex of PromQL, by Grafana in SQL.
    String form = dashboard.showsRows() ? "${%s:sqlstring}" : "\\\"$%s\\\"";
    String text = dashboard.json().toString();
    defined.stream().filter(name -> text.contains(form.formatted(name))).forEach(used::add);
    assertThat(used).isEqualTo(defined);
    assertThat(dashboard.variables())
        .allSatisfy(
            variable -> {
              assertThat(variable.path("label").asString()).isNotBlank();
              assertThat(variable.path("description").asString()).endsWith(".");
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void ratesFollowTheTimeRange(Dashboard dashboard) {
    assertThat(dashboard.queries())
        .extracting(Dashboard.Query::expression)
        .filteredOn(expression -> expression.contains("rate("))
        .allSatisfy(
            expression -> assertThat(expression).containsAnyOf("[$__rate_interval]", "[$__range]"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void tablesAskForOneValue(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .filteredOn(panel -> panel.path("type").asString().equals("table"))
        .filteredOn(panel -> !dashboard.showsRows())
        .flatMap(panel -> panel.path("targets").valueStream().toList())
        .allSatisfy(
            target -> {
              assertThat(target.path("format").asString()).isEqualTo("table");
              assertThat(target.path("instant").asBoolean()).isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void laysItsPanelsOutWithoutOverlap(Dashboard dashboard) {
    Set<List<Integer>> taken = new HashSet<>();
    List<JsonNode> all = dashboard.json().path("panels").valueStream().toList();
    for (JsonNode panel : all) {
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          List<Integer> cell = List.of(place.path("x").asInt() + x, place.path("y").asInt() + y);
          assertThat(cell.getFirst()).as("column in %s", panel.path("title")).isLessThan(24);
          assertThat(taken.add(cell)).as("%s is free for %s", cell, panel.path("title")).isTrue();
        }
      }
    }
    assertThat(all).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void linksToDashboardsThatTakeWhatTheyAreGiven(Dashboard dashboard) {
    Map<String, Dashboard> known =
        Dashboard.all().stream()
            .collect(
                Collectors.toMap(other -> other.json().path("uid").asString(), other -> other));
    for (String url : dashboard.json().findValuesAsString("url")) {
      Matcher link = LINK.matcher(url);
      assertThat(link.matches()).as("form of \"%s\"", url).isTrue();
      assertThat(known).containsKey(link.group("uid"));
      assertThat(names(known.get(link.group("uid")))).contains(link.group("given"));
      List<String> passedOn =
          PASSED_ON.matcher(url).results().map(found -> found.group(1)).toList();
      assertThat(names(dashboard)).containsAll(passedOn);
    }
    assertThat(dashboard.json().path("links").path(0).path("tags").toString())
        .isEqualTo("[\"barograph\"]");
  }

  private static Set<String> names(Dashboard dashboard) {
    return dashboard.variables().stream()
        .map(variable -> variable.path("name").asString())
        .collect(Collectors.toSet());
  }
}
