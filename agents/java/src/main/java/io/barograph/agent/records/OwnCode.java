package io.barograph.agent.records;

import java.util.List;

/**
 * Tells the program's own classes from those of the runtime and of libraries: exceptions are
 * grouped by the frames of the program itself.
 */
public final class OwnCode {
  /** Where nothing is said of the program: whatever is none of these is its own. */
  private static final List<String> OTHERS =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "jakarta.",
          "kotlin.",
          "scala.",
          "org.springframework.",
          "org.apache.",
          "org.eclipse.jetty.",
          "org.hibernate.",
          "reactor.",
          "io.netty.",
          "io.micrometer.",
          "io.rsocket.",
          "com.fasterxml.",
          "tools.jackson.",
          "com.zaxxer.",
          "org.postgresql.",
          "io.r2dbc.");

  private final List<String> prefixes;
  private final boolean own;

  private OwnCode(List<String> prefixes, boolean own) {
    this.prefixes = prefixes;
    this.own = own;
  }

  /** Classes in these packages and those below are the program's own. */
  public static OwnCode inPackages(List<String> packages) {
    return new OwnCode(packages.stream().map(name -> name + ".").toList(), true);
  }

  /** All classes are the program's own, but those of the runtime and of well-known libraries. */
  public static OwnCode notOfLibraries() {
    return new OwnCode(OTHERS, false);
  }

  boolean has(String className) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return own;
      }
    }
    return !own;
  }
}
