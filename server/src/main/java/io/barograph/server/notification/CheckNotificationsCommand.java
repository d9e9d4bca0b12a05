package io.barograph.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.alertengine.notify.configuration.NotificationFile;
import io.barograph.alertengine.notify.configuration.NotificationFileReader;
import io.barograph.alertengine.yaml.YamlException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Says of files of notifications, with the templates that they name, whether a server takes them.
 */
public final class CheckNotificationsCommand {
  private static final String USAGE =
      """
      usage: barograph check notifications FILE...

      Checks files of notifications and the files of templates that they name, and says where what
      is wrong. Files of secrets are not opened. An environment variable that a file names must be set.
      """;

  private static final int GOOD = 0;
  private static final int BAD = 1;
  private static final int WRONG_COMMAND_LINE = 2;

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final PrintStream out;
  private final PrintStream err;

  CheckNotificationsCommand(
      Map<String, String> environment, InstantSource clock, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /** Exits with 0, with 1 if a file is bad, with 2 if the command line is. */
  public static void main(String[] arguments) {
    System.exit(
        new CheckNotificationsCommand(
                System.getenv(), InstantSource.system(), System.out, System.err)
            .run(List.of(arguments)));
  }

  int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(USAGE);
      return GOOD;
    }
    if (arguments.isEmpty() || arguments.stream().anyMatch(each -> each.startsWith("-"))) {
      err.println("barograph check notifications: wants files and no options; see --help");
      return WRONG_COMMAND_LINE;
    }
    return arguments.stream().mapToInt(this::check).max().orElse(GOOD);
  }

  private int check(String name) {
    out.println("Checking " + name);
    try {
      Path path = Path.of(name);
      NotificationFile file =
          NotificationFileReader.read(path, Files.readString(path, UTF_8), environment::get, clock);
      out.println(
          "  SUCCESS: %d receivers and %d Alertmanagers found"
              .formatted(file.receiverCount(), file.alertmanagers().size()));
      return GOOD;
    } catch (YamlException e) {
      err.println("  FAILED:\n" + e.getMessage());
    } catch (IOException e) {
      err.println("  FAILED:\n%s: cannot be read: %s".formatted(name, e));
    }
    return BAD;
  }
}
