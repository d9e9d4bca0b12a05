package io.barograph.alertengine.unittest;

import java.time.Duration;
import java.util.List;

/**
 * A file of tests.
 *
 * @param ruleFiles paths and patterns, relative to the file
 * @param groupOrder names of rule groups, those to evaluate earlier first
 * @param fuzzyCompare whether values may differ by the smallest possible amount
 */
record UnitTestFile(
    List<String> ruleFiles,
    Duration evaluationInterval,
    List<String> groupOrder,
    boolean fuzzyCompare,
    List<TestGroup> tests) {
  UnitTestFile {
    ruleFiles = List.copyOf(ruleFiles);
    groupOrder = List.copyOf(groupOrder);
    tests = List.copyOf(tests);
  }
}
