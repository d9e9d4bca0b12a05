package io.barograph.integration.differential;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where versions of Prometheus differ from the one that Barograph follows, by the query's text. */
enum KnownDifference {
  EDGES("2", "ranges include their left edge", "aligned"),
  SUBQUERIES("2", "subqueries include their left edge", "\\[[^]]*:"),
  QUOTED_NAMES("2", "names cannot be quoted", "\\{\"|\"a-b\""),
  NUMBERS(
      "2",
      "durations are no numbers, nor numbers durations",
      "^1_000$|^-?\\d[hm]$|\\[100]|offset 5$"),
  RATES(
      "2",
      "rates of what is near zero are extrapolated further, but for these counters",
      "(rate|increase)\\((?!requests)"),
  ATAN2("2", "atan2 keeps the metric name", "atan2"),
  PREDICTIONS("2", "predictions of pinned ranges are for the pinned time", "predict_linear.*@"),
  MEANS("2", "means of numbers of very different size are less exact", "avg.*odd"),
  DEVIATIONS("2", "the deviation of one infinity or NaN is zero", "stddev|stdvar"),
  SMOOTHING("2", "holt_winters has another name since", "holt_winters"),
  FRACTIONS(
      "2|3\\.5",
      "histogram_fraction knows no classic buckets, or misreads the lowest",
      "histogram_fraction"),
  PINNED(
      "",
      "a subquery pinned by @ in predict_linear is evaluated, and may fail, where nobody needs it",
      "predict_linear.*:.*] @");

  private final Pattern versions;
  private final String reason;
  private final Pattern queries;

  /**
   * A known difference.
   *
   * @param versions how the versions that differ begin
   */
  KnownDifference(String versions, String reason, String queries) {
    this.versions = Pattern.compile(versions);
    this.reason = reason;
    this.queries = Pattern.compile(queries);
  }

  /** The one that makes the question senseless for this version, if any. */
  static Optional<KnownDifference> of(Question question, String version) {
    for (KnownDifference known : values()) {
      if (known.versions.matcher(version).lookingAt()
          && known.queries.matcher(question.query()).find()) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  String reason() {
    return reason;
  }
}
