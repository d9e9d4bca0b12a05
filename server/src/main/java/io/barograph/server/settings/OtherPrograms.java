package io.barograph.server.settings;

import java.util.List;

/**
 * Environment variables of the launcher, the agent and the tests. They often stand in the same
 * environment as the server's.
 */
final class OtherPrograms {
  private static final List<String> PREFIXES =
      List.of("BAROGRAPH_AGENT_", "BAROGRAPH_CACHE_", "BAROGRAPH_JAVA_", "BAROGRAPH_TEST_");

  private OtherPrograms() {}

  static boolean use(String variable) {
    return PREFIXES.stream().anyMatch(variable::startsWith);
  }
}
