package io.barograph.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program on the JVM that runs this test. */
public final class JavaProgram implements AutoCloseable {
  private static final List<String> COMMAND =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Xmx192m");

  private static final Pattern USED = Pattern.compile("used (\\d+)K");

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

  /** Memory the process holds of the machine, in bytes. */
  public long residentBytes() {
    return program.residentBytes();
  }

  /** What is left of its heap after a collection, in bytes. */
  public long heapBytes() {
    jcmd("GC.run");
    return jcmd("GC.heap_info")
        .lines()
        .filter(line -> line.contains("total"))
        .map(USED::matcher)
        .filter(Matcher::find)
        .mapToLong(used -> Long.parseLong(used.group(1)) * 1024)
        .sum();
  }

  private String jcmd(String command) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, String.valueOf(program.pid()), command)
              .redirectErrorStream(true)
              .start();
      try (InputStream output = process.getInputStream()) {
        return new String(output.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
