package io.barograph.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.barograph.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOptionsTest {
  private static AgentOptions parse(String... arguments) {
    return AgentOptions.parse(List.of(arguments), Map.of());
  }

  @Test
  void defaultsAreTheServerOfThisHostEveryTenSeconds() {
    assertThat(parse())
        .isEqualTo(
            new AgentOptions(
                "tcp://127.0.0.1:9481", Duration.ofSeconds(10), "", Labels.EMPTY, "", false));
  }

  @Test
  void optionsTakeTheirValueEitherWay() {
    AgentOptions options =
        parse(
            "--server=ws://a/rsocket",
            "--interval",
            "500ms",
            "--label",
            "bucket=a=b",
            "--label=c=",
            "--host",
            "web-1");
    assertThat(options.server()).isEqualTo("ws://a/rsocket");
    assertThat(options.interval()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.labels()).isEqualTo(Labels.of("bucket", "a=b"));
    assertThat(options.host()).isEqualTo("web-1");
  }

  @Test
  void tokenComesFromFileOrEnvironmentAndIsNeverPrinted(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "secret\n");
    AgentOptions fromFile = parse("--token-file", file.toString());
    assertThat(fromFile.token()).isEqualTo("secret");
    assertThat(fromFile.toString()).doesNotContain("secret");
    assertThat(AgentOptions.parse(List.of(), Map.of("BAROGRAPH_AGENT_TOKEN", "other")).token())
        .isEqualTo("other");
  }

  @Test
  void serverComesFromTheEnvironmentUnlessSaid() {
    Map<String, String> environment = Map.of("BAROGRAPH_AGENT_SERVER", "tls://metrics:9481");
    assertThat(AgentOptions.parse(List.of(), environment).server()).isEqualTo("tls://metrics:9481");
    assertThat(AgentOptions.parse(List.of("--server", "tcp://a:1"), environment).server())
        .isEqualTo("tcp://a:1");
  }

  @ParameterizedTest
  @CsvSource({
    "--interval=0s, interval \"0s\" is none",
    "--interval=10, interval \"10\" is none",
    "--label=x, label \"x\" is none",
    "--server, option --server needs a value",
    "--colour, unknown option \"--colour\"",
    "serve, unknown option \"serve\"",
    "--token-file=/does/not/exist, token file \"/does/not/exist\" cannot be read"
  })
  void saysWhatIsWrong(String argument, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(argument))
        .withMessageContaining(message);
  }
}
