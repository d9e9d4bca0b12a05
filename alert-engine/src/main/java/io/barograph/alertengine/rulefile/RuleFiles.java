package io.barograph.alertengine.rulefile;

import io.barograph.alertengine.rule.FilePosition;
import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rulefile.yaml.FileGlob;
import io.barograph.alertengine.rulefile.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** The rule files that settings name, by path or by pattern. */
public final class RuleFiles {
  private final RuleFileReader reader;

  public RuleFiles(RuleFileReader reader) {
    this.reader = reader;
  }

  /**
   * Reads all files or none: one that is wrong refuses the whole.
   *
   * @param patterns paths, in which {@code *}, {@code ?} and {@code [a-z]} stand for parts of
   *     names, and the word {@link ShippedRules#WORD}
   * @throws RuleFileException with all that is wrong with all files
   */
  public List<RuleFile> read(List<String> patterns) throws RuleFileException {
    List<Problem> problems = new ArrayList<>();
    List<RuleFile> files = new ArrayList<>();
    if (patterns.contains(ShippedRules.WORD)) {
      files.addAll(ShippedRules.read(reader));
    }
    for (Path path : expand(patterns, problems)) {
      try {
        files.add(reader.read(path));
      } catch (RuleFileException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new RuleFileException(problems);
    }
    return files;
  }

  /**
   * The paths that there are now, each once and without the shipped ones; a path without a pattern
   * is there in any case, so that reading says that it is missing.
   *
   * @throws RuleFileException if a pattern is none or a directory cannot be listed
   */
  public static Set<Path> expand(List<String> patterns) throws RuleFileException {
    List<Problem> problems = new ArrayList<>();
    Set<Path> paths = expand(patterns, problems);
    if (!problems.isEmpty()) {
      throw new RuleFileException(problems);
    }
    return paths;
  }

  private static Set<Path> expand(List<String> patterns, List<Problem> problems) {
    Set<Path> paths = new LinkedHashSet<>();
    for (String pattern : patterns) {
      if (pattern.equals(ShippedRules.WORD)) {
        continue;
      }
      try {
        paths.addAll(
            FileGlob.isPattern(pattern) ? FileGlob.expand(pattern) : List.of(Path.of(pattern)));
      } catch (IOException | PatternSyntaxException e) {
        problems.add(
            new Problem(new FilePosition(pattern, 1, 1), "cannot be expanded: " + e.getMessage()));
      }
    }
    return paths;
  }
}
