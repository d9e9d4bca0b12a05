package io.barograph.server.rules;

import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rulefile.RuleFileException;
import io.barograph.alertengine.rulefile.RuleFileReader;
import io.barograph.alertengine.rulefile.RuleFiles;
import java.util.List;
import java.util.Set;

/** The rules that settings name. */
public final class RulesOfSettings implements RuleReloader.Rules {
  private final RuleFiles files;
  private final List<String> patterns;

  /**
   * @param patterns as {@link RuleFiles} takes them
   */
  public RulesOfSettings(RuleFileReader reader, List<String> patterns) {
    this.files = new RuleFiles(reader);
    this.patterns = patterns.stream().filter(pattern -> !pattern.isBlank()).toList();
  }

  @Override
  public List<RuleFile> read() throws RuleFileException {
    return files.read(patterns);
  }

  @Override
  public RuleFilesState state() {
    try {
      return RuleFilesState.of(RuleFiles.expand(patterns));
    } catch (RuleFileException e) {
      // Reading will say it again, to somebody.
      return RuleFilesState.of(Set.of());
    }
  }
}
