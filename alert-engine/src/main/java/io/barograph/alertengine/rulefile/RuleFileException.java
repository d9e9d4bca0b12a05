package io.barograph.alertengine.rulefile;

import static java.util.stream.Collectors.joining;

import io.barograph.alertengine.rulefile.yaml.Problem;
import java.util.List;

/** Files that cannot be used as they are, with everything that is wrong with them. */
public final class RuleFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public RuleFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the file; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
