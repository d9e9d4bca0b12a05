package io.barograph.promql.script;

import io.barograph.promql.script.Command.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an evaluation must give. Filled while the script is read. */
final class Expectation {
  /** What the text of a failure or notice must be like. */
  record TextCheck(String description, Predicate<String> test) {}

  final List<SeriesLine> series = new ArrayList<>();
  final List<TextCheck> warnings = new ArrayList<>();
  final List<TextCheck> infos = new ArrayList<>();
  final List<TextCheck> failures = new ArrayList<>();
  boolean ordered;

  /** Set where an instant query gives a matrix. */
  @Nullable Grid matrix;

  @Nullable Double scalar;
  @Nullable String string;

  boolean mustFail() {
    return !failures.isEmpty();
  }

  boolean hasHistograms() {
    return series.stream().anyMatch(SeriesLine::histograms);
  }
}
