package io.barograph.integration.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code barograph run} must tell its agent where the server is and what to show it. */
final class LauncherIT {
  @TempDir private Path directory;
  private Path java;

  /** Stands for the JVM and prints what it was given. */
  @BeforeEach
  void recordArguments() throws IOException {
    java = directory.resolve("java");
    Files.writeString(
        java, "#!/bin/sh\necho \"$@\" token=\"${BAROGRAPH_AGENT_TOKEN:-}\"\nsleep 0.3\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void agentFindsTheServerOnThisMachine() throws Exception {
    assertThat(agentOfRun(Map.of())).contains("--server tcp://127.0.0.1:9481");
  }

  @Test
  void agentFollowsTheServersOptionsAndVariables() throws Exception {
    assertThat(agentOfRun(Map.of("BAROGRAPH_RSOCKET_PORT", "1234"), "--barograph.tls.bundle=doors"))
        .contains("--server tls://127.0.0.1:1234");
    assertThat(
            agentOfRun(
                Map.of("BAROGRAPH_BIND_ADDRESS", "0.0.0.0"), "--barograph.rsocket.port=4321"))
        .contains("--server tcp://127.0.0.1:4321");
    assertThat(agentOfRun(Map.of("BAROGRAPH_BIND_ADDRESS", "fd00::1")))
        .contains("--server tcp://[fd00::1]:9481");
  }

  @Test
  void agentShowsTheFirstToken() throws Exception {
    Path file = Files.writeString(directory.resolve("tokens"), "first\nsecond\n");
    assertThat(agentOfRun(Map.of("BAROGRAPH_TOKENS_AGENT", "one,two"))).contains("token=one");
    assertThat(agentOfRun(Map.of("BAROGRAPH_TOKENS_AGENT_FILE", file.toString())))
        .contains("token=first");
  }

  @Test
  void agentTakesWhatItIsToldItself() throws Exception {
    assertThat(
            agentOfRun(
                Map.of(
                    "BAROGRAPH_AGENT_SERVER", "wss://metrics.example/rsocket",
                    "BAROGRAPH_AGENT_TOKEN", "own",
                    "BAROGRAPH_TOKENS_AGENT", "other")))
        .contains("--server wss://metrics.example/rsocket", "token=own");
  }

  private String agentOfRun(Map<String, String> variables, String... options) throws Exception {
    List<String> command = Stream.concat(Stream.of(launcher(), "run"), Stream.of(options)).toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("BAROGRAPH_"));
    builder.environment().putAll(variables);
    builder.environment().put("BAROGRAPH_JAVA", java.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output
        .lines()
        .filter(line -> line.contains("barograph-agent"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no agent was started: " + output));
  }

  private static String launcher() {
    return Path.of("../bin/barograph").toAbsolutePath().normalize().toString();
  }
}
