package io.barograph.alertengine.unittest;

import io.barograph.promql.script.SeriesLine;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Series, and what rules and queries must make of them.
 *
 * @param name empty if it has none
 * @param interval between the values of the series
 */
record TestGroup(
    String name,
    Duration interval,
    List<SeriesLine> inputSeries,
    List<AlertCase> alertCases,
    List<QueryCase> queryCases,
    Map<String, String> externalLabels,
    String externalUrl) {
  TestGroup {
    inputSeries = List.copyOf(inputSeries);
    alertCases = List.copyOf(alertCases);
    queryCases = List.copyOf(queryCases);
    externalLabels = Map.copyOf(externalLabels);
  }

  /** How long after its beginning something is expected for the last time. */
  Duration end() {
    return Stream.concat(
            alertCases.stream().map(AlertCase::evalTime),
            queryCases.stream().map(QueryCase::evalTime))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
