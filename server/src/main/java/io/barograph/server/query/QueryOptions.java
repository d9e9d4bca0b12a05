package io.barograph.server.query;

import io.barograph.promql.parse.DurationSyntax;
import java.net.URI;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param range milliseconds back from now, 0 for the value now
 * @param step milliseconds between points, 0 for as many as fit the terminal
 * @param json whether the answer is printed as it came
 */
record QueryOptions(
    String query, long range, long step, boolean json, URI server, String tokenFile) {
  private static final String DEFAULT_SERVER = "http://127.0.0.1:9480";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static QueryOptions parse(List<String> arguments, String defaultServer) {
    String query = "";
    long range = 0;
    long step = 0;
    boolean json = false;
    String server = defaultServer.isEmpty() ? DEFAULT_SERVER : defaultServer;
    String tokenFile = "";
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--range" -> range = duration(argument, arguments, ++i);
        case "--step" -> step = duration(argument, arguments, ++i);
        case "--url" -> server = value(argument, arguments, ++i);
        case "--token-file" -> tokenFile = value(argument, arguments, ++i);
        case "--json" -> json = true;
        default -> {
          if (argument.startsWith("--")) {
            throw new IllegalArgumentException("unknown option \"" + argument + "\"");
          }
          if (!query.isEmpty()) {
            throw new IllegalArgumentException(
                "two expressions, \"%s\" and \"%s\"; put the whole in quotes"
                    .formatted(query, argument));
          }
          query = argument;
        }
      }
    }
    if (query.isBlank()) {
      throw new IllegalArgumentException("no expression");
    }
    if (step > 0 && range == 0) {
      throw new IllegalArgumentException("a step needs a range, for example --range 1h");
    }
    return new QueryOptions(query, range, step, json, uri(server), tokenFile);
  }

  private static String value(String option, List<String> arguments, int place) {
    if (place >= arguments.size()) {
      throw new IllegalArgumentException("option " + option + " needs a value");
    }
    return arguments.get(place);
  }

  private static long duration(String option, List<String> arguments, int place) {
    String text = value(option, arguments, place);
    long duration;
    try {
      duration = DurationSyntax.parse(text);
    } catch (IllegalArgumentException e) {
      duration = 0;
    }
    if (duration <= 0) {
      throw new IllegalArgumentException(
          "option %s is \"%s\"; give a duration such as 15s or 1h30m".formatted(option, text));
    }
    return duration;
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Answered below, like a URL without a host.
    }
    throw new IllegalArgumentException(
        "\"%s\" is no URL of a server, such as %s".formatted(text, DEFAULT_SERVER));
  }
}
