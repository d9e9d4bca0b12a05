package io.barograph.agent.command;

import io.barograph.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command line and the environment ask for.
 *
 * @param server address of the server
 * @param interval between two readings
 * @param host name under which this host reports; empty means what the kernel says
 * @param labels added to every series
 * @param token shown to the server; empty means none
 * @param help whether only the help is wanted
 */
record AgentOptions(
    String server, Duration interval, String host, Labels labels, String token, boolean help) {
  static final String USAGE =
      """
      usage: barograph agent [option]...

      Reports processors, memory, load, disks, file systems and network of this host, and the
      agent's own JVM, to a Barograph server.

        --server ADDRESS    tcp://host:port, tls://host:port, ws://host:port/rsocket or
                            wss://host:port/rsocket (default: environment variable
                            BAROGRAPH_AGENT_SERVER, else tcp://127.0.0.1:9481)
        --interval TIME     between two readings, such as 10s, 500ms or 1m (default 10s)
        --host NAME         name of this host (default: what the kernel says)
        --label NAME=VALUE  added to every series; may be repeated
        --token-file FILE   holds the token for a server that asks for one
                            (or environment variable BAROGRAPH_AGENT_TOKEN)
        --help              this text
      """;

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static AgentOptions parse(List<String> arguments, Map<String, String> environment) {
    String server = environment.getOrDefault("BAROGRAPH_AGENT_SERVER", "tcp://127.0.0.1:9481");
    Duration interval = Duration.ofSeconds(10);
    String host = "";
    String token = environment.getOrDefault("BAROGRAPH_AGENT_TOKEN", "");
    Map<String, String> labels = new TreeMap<>();
    boolean help = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      // --name=value and --name value mean the same.
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (name.equals("--help") || name.equals("-h")) {
        help = true;
        continue;
      }
      String value = equals < 0 ? null : argument.substring(equals + 1);
      switch (name) {
        case "--server", "--interval", "--host", "--label", "--token-file" -> {
          if (value == null) {
            if (!rest.hasNext()) {
              throw new IllegalArgumentException("option " + name + " needs a value; try --help");
            }
            value = rest.next();
          }
        }
        default ->
            throw new IllegalArgumentException("unknown option \"" + argument + "\"; try --help");
      }
      switch (name) {
        case "--server" -> server = value;
        case "--interval" -> interval = parseTime(value);
        case "--host" -> host = value;
        case "--label" -> addLabel(value, labels);
        default -> token = readToken(value);
      }
    }
    return new AgentOptions(server, interval, host, Labels.of(labels), token, help);
  }

  private static Duration parseTime(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "interval \"" + text + "\" is none; write it as 10s, 500ms or 1m");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }

  private static void addLabel(String text, Map<String, String> labels) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new IllegalArgumentException(
          "label \"" + text + "\" is none; write it as bucket=team-a");
    }
    labels.put(text.substring(0, equals), text.substring(equals + 1));
  }

  private static String readToken(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("token file \"" + file + "\" cannot be read", e);
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "AgentOptions[server=%s, interval=%s, host=%s, labels=%s]"
        .formatted(server, interval, host, labels);
  }
}
