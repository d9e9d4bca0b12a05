package io.barograph.integration.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program on the JVM that runs this test. */
public final class JavaProgram implements AutoCloseable {
  private static final List<String> COMMAND =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Xmx192m");

  private final Program program;

  private JavaProgram(Program program) {
    this.program = program;
  }

  /** Starts {@code java} with these arguments and returns at once. */
  public static JavaProgram start(
      String name, Path directory, Map<String, String> variables, String... arguments) {
    List<String> command = Stream.concat(COMMAND.stream(), Stream.of(arguments)).toList();
    return new JavaProgram(Program.start(name, directory, variables, command));
  }

  public boolean isRunning() {
    return program.isRunning();
  }

  /** All that it printed. */
  public String log() {
    return program.log();
  }

  /** The end of what it printed. */
  public String lastWords() {
    return program.lastWords();
  }

  /** Asks it to end and waits. */
  public void stop() {
    program.stop();
  }

  @Override
  public void close() {
    program.close();
  }
}
