package io.barograph.promql.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the evaluations of one or more scripts went. */
public final class ScriptReport {
  private final List<String> failures = new ArrayList<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private int passed;

  void pass() {
    passed++;
  }

  void fail(String failure) {
    failures.add(failure);
  }

  void leaveOut(String reason) {
    leftOut.merge(reason, 1, Integer::sum);
  }

  /** One line for each evaluation that went wrong. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  public int passed() {
    return passed;
  }

  /** How many evaluations were not judged, by reason. */
  public Map<String, Integer> leftOut() {
    return Map.copyOf(leftOut);
  }

  /** The last line of the output. */
  public String summary() {
    return "%d passed, %d failed".formatted(passed, failures.size());
  }
}
