package io.barograph.promql.script;

import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.promql.step.NameRemoval;
import io.barograph.storage.InMemoryStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.scheduler.Schedulers;

/** The command {@code bin/promqltest}: runs script files against the engine in memory. */
public final class PromqlTest {
  private static final String USAGE =
      """
      usage: promqltest [--delayed-name-removal] FILE...
      Runs scripts in Prometheus's .test notation against the PromQL engine in memory, prints one
      line for each evaluation that fails, and ends with the line "N passed, N failed".

        --delayed-name-removal  evaluate as Prometheus does with the feature of that name
        --url URL               run against a server, through its HTTP doors; see --url --help
      """;

  private PromqlTest() {}

  /** Exits with 0 if all passed, 1 if something failed, 2 if a file cannot be read. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
    NameRemoval nameRemoval = NameRemoval.IMMEDIATE;
    List<Path> files = new ArrayList<>();
    for (String argument : arguments) {
      switch (argument) {
        case "--help", "-h" -> {
          out.print(USAGE);
          return 0;
        }
        case "--delayed-name-removal" -> nameRemoval = NameRemoval.DELAYED;
        default -> {
          if (argument.startsWith("-")) {
            err.println("unknown option \"" + argument + "\"; --help lists them");
            return 2;
          }
          files.add(Path.of(argument));
        }
      }
    }
    if (files.isEmpty()) {
      err.print(USAGE);
      return 2;
    }
    NameRemoval removal = nameRemoval;
    return run(files, () -> inMemory(removal), out, err);
  }

  /**
   * Runs each file with a runner of its own and prints how that went.
   *
   * @return 0 if all passed, 1 if something failed, 2 if a file cannot be read
   */
  public static int run(
      List<Path> files, Supplier<ScriptRunner> runners, PrintStream out, PrintStream err)
      throws IOException {
    ScriptReport report = new ScriptReport();
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        err.println("no readable file \"" + file + "\"");
        return 2;
      }
      try {
        runners.get().run(file.toString(), Files.readString(file), report);
      } catch (ScriptException e) {
        err.println(file + ": " + e.getMessage());
        return 2;
      }
    }
    report.failures().forEach(out::println);
    report.leftOut().forEach((reason, count) -> out.println(count + " left out: " + reason));
    out.println(report.summary());
    return report.failures().isEmpty() ? 0 : 1;
  }

  /** A runner over an empty store on the heap, experimental functions switched on. */
  public static ScriptRunner inMemory(NameRemoval nameRemoval) {
    InMemoryStore store = new InMemoryStore();
    EngineSettings settings =
        EngineSettings.DEFAULT.withParser(new ParserOptions(true)).withNameRemoval(nameRemoval);
    Engine engine = new Engine(store, settings, Schedulers.immediate(), System::nanoTime);
    return new ScriptRunner(new EngineTarget(engine, store, store::clear), engine.parser());
  }
}
