package io.barograph.server.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param files at least one
 * @param wanted what the names of tests must match
 */
record TestRulesOptions(
    List<String> files,
    Optional<Pattern> wanted,
    UnknownFields unknownFields,
    boolean experimentalFunctions) {
  private static final String RUN = "--run=";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static TestRulesOptions parse(List<String> arguments) {
    List<String> files = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    UnknownFields unknownFields = UnknownFields.REFUSE;
    boolean experimentalFunctions = false;
    for (String argument : arguments) {
      switch (argument) {
        case "--ignore-unknown-fields" -> unknownFields = UnknownFields.IGNORE;
        case "--enable-feature=promql-experimental-functions" -> experimentalFunctions = true;
        default -> {
          if (argument.startsWith(RUN)) {
            wanted.add(argument.substring(RUN.length()));
          } else if (argument.startsWith("-")) {
            throw new IllegalArgumentException("unknown option \"" + argument + "\"");
          } else {
            files.add(argument);
          }
        }
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no file of tests");
    }
    return new TestRulesOptions(
        List.copyOf(files), pattern(wanted), unknownFields, experimentalFunctions);
  }

  private static Optional<Pattern> pattern(List<String> alternatives) {
    if (alternatives.isEmpty()) {
      return Optional.empty();
    }
    String text = String.join("|", alternatives);
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no regular expression: %s".formatted(text, e.getDescription()), e);
    }
  }
}
