package io.barograph.server.rules;

import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param files to check; none for standard input
 * @param lint whether to find duplicates
 * @param lintFatal whether they fail the command
 */
record CheckRulesOptions(
    List<String> files,
    boolean lint,
    boolean lintFatal,
    UnknownFields unknownFields,
    boolean experimentalFunctions) {
  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static CheckRulesOptions parse(List<String> arguments) {
    List<String> files = new ArrayList<>();
    boolean lint = true;
    boolean lintFatal = false;
    UnknownFields unknownFields = UnknownFields.REFUSE;
    boolean experimentalFunctions = false;
    for (String argument : arguments) {
      switch (argument) {
        case "--lint=none" -> lint = false;
        case "--lint=all", "--lint=duplicate-rules" -> lint = true;
        case "--lint-fatal" -> lintFatal = true;
        case "--ignore-unknown-fields" -> unknownFields = UnknownFields.IGNORE;
        case "--enable-feature=promql-experimental-functions" -> experimentalFunctions = true;
        default -> {
          if (argument.startsWith("-")) {
            throw new IllegalArgumentException("unknown option \"" + argument + "\"");
          }
          files.add(argument);
        }
      }
    }
    return new CheckRulesOptions(
        List.copyOf(files), lint, lintFatal, unknownFields, experimentalFunctions);
  }
}
