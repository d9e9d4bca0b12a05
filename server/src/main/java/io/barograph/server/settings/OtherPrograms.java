package io.barograph.server.settings;

import java.util.List;
import java.util.Set;

/**
 * Environment variables of the launcher, the agent and the tests. They often stand in the same
 * environment as the server's.
 */
final class OtherPrograms {
  private static final List<String> PREFIXES =
      List.of("BAROGRAPH_AGENT_", "BAROGRAPH_CACHE_", "BAROGRAPH_JAVA_", "BAROGRAPH_TEST_");

  /** Of {@code barograph query}; prefixes would cover the server's own. */
  private static final Set<String> NAMES = Set.of("BAROGRAPH_TOKEN", "BAROGRAPH_QUERY_URL");

  private OtherPrograms() {}

  static boolean use(String variable) {
    return NAMES.contains(variable) || PREFIXES.stream().anyMatch(variable::startsWith);
  }
}
