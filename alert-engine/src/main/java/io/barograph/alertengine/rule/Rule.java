package io.barograph.alertengine.rule;

import io.barograph.promql.tree.Expr;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A rule of a group. */
public sealed interface Rule {
  /** The recorded metric, or the name of the alert. */
  String name();

  /** PromQL, as written. */
  String query();

  /** The query parsed. */
  Expr expr();

  /** Labels to add; in alerting rules their values are templates. Those of the group included. */
  Map<String, String> labels();

  /** Where the rule begins in its file, for messages. */
  FilePosition position();

  /** Stores the value of its query under a new name. */
  record Recording(
      String name, String query, Expr expr, Map<String, String> labels, FilePosition position)
      implements Rule {
    public Recording {
      labels = new TreeMap<>(labels);
    }
  }

  /**
   * Raises an alert for each element of its query.
   *
   * @param holdDuration how long an element must be there before its alert fires ({@code for})
   * @param keepFiringFor how long an alert goes on when its element is gone
   * @param annotations as templates
   */
  record Alerting(
      String name,
      String query,
      Expr expr,
      Duration holdDuration,
      Duration keepFiringFor,
      Map<String, String> labels,
      Map<String, String> annotations,
      FilePosition position)
      implements Rule {
    public Alerting {
      labels = new TreeMap<>(labels);
      annotations = new TreeMap<>(annotations);
    }
  }
}
