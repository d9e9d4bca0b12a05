package io.barograph.alertengine.unittest;

import io.barograph.alertengine.evaluate.LabelTemplates;
import io.barograph.alertengine.evaluate.RuleQueries;
import java.util.Map;

/** Makes what writes out the labels and annotations of one test. */
@FunctionalInterface
public interface TestTemplates {
  /** Templates that know the external labels and URL, and ask the test's data. */
  LabelTemplates of(Map<String, String> externalLabels, String externalUrl, RuleQueries queries);
}
