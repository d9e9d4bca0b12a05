package io.barograph.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckNotificationsCommandTest {
  private static final String RECEIVER =
      "receivers: [{name: r, slack_configs: [{api_url: '${URL}', title: '%s'}]}]\nroute: {receiver: r}\n";

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int check(String... arguments) {
    return new CheckNotificationsCommand(
            Map.of("URL", "http://slack.example/"),
            InstantSource.system(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(List.of(arguments));
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  @Test
  void tellsGoodFromBadFilesAndWhere() throws IOException {
    String good = file("good.yml", RECEIVER.formatted("{{ .Status }}"));
    String bad = file("bad.yml", RECEIVER.formatted("{{ .Status"));
    String template = file("a.tmpl", "{{ define \"a\" }}\n{{ end");
    String naming = file("naming.yml", "templates: [a.tmpl]\n" + RECEIVER.formatted("x"));
    assertThat(check(good)).isZero();
    assertThat(out.toString(UTF_8)).contains("SUCCESS: 1 receivers and 0 Alertmanagers found");
    assertThat(check(good, bad, naming, directory.resolve("none.yml").toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains(
            bad + ":1:66: ",
            "unclosed action",
            naming + ":1:13: ",
            template + ":2",
            "none.yml: cannot be read");
  }

  @Test
  void wantsFiles() {
    assertThat(check()).isEqualTo(2);
    assertThat(check("--all")).isEqualTo(2);
    assertThat(check("--help")).isZero();
  }
}
