package io.barograph.alertengine.rule;

import java.util.List;

/** The groups of a file, in its order. */
public record RuleFile(String path, List<RuleGroup> groups) {
  public RuleFile {
    groups = List.copyOf(groups);
  }
}
