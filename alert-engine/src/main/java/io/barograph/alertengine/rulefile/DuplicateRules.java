package io.barograph.alertengine.rulefile;

import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rule.RuleGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds rules of a file that write the same series, so that one undoes what the other did. */
public final class DuplicateRules {
  private DuplicateRules() {}

  private record Identity(String name, Map<String, String> labels) {}

  /** For each name and labels that are there before, the first rule that repeats them. */
  public static List<Rule> in(RuleFile file) {
    Set<Identity> seen = new HashSet<>();
    Set<Identity> repeated = new HashSet<>();
    List<Rule> duplicates = new ArrayList<>();
    for (RuleGroup group : file.groups()) {
      for (Rule rule : group.rules()) {
        Identity identity = new Identity(rule.name(), rule.labels());
        if (!seen.add(identity) && repeated.add(identity)) {
          duplicates.add(rule);
        }
      }
    }
    return duplicates;
  }
}
