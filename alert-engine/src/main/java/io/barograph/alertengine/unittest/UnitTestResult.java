package io.barograph.alertengine.unittest;

import java.util.List;

/**
 * What came of a file of tests.
 *
 * @param warnings that fail nothing
 * @param failures empty if all tests passed
 */
public record UnitTestResult(List<String> warnings, List<String> failures) {
  public UnitTestResult {
    warnings = List.copyOf(warnings);
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }
}
