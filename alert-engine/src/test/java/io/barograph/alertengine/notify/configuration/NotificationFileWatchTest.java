package io.barograph.alertengine.notify.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.alertengine.notify.NotificationPlan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationFileWatchTest {
  @TempDir private Path directory;

  private final List<NotificationPlan> used = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private NotificationFileWatch watch(Path file) {
    return new NotificationFileWatch(
        file,
        name -> null,
        InstantSource.system(),
        good -> NotificationPlan.NOBODY,
        used::add,
        meters);
  }

  private double good() {
    return meters.get("barograph.notification.config.last.reload.successful").gauge().value();
  }

  @Test
  void aFileIsUsedAgainOnlyWhenItHasChanged() throws IOException {
    Path file = Files.writeString(directory.resolve("notify.yml"), "alertmanagers: []");
    NotificationFileWatch watch = watch(file);
    assertThat(watch.reload()).isEmpty();
    assertThat(watch.reload()).isEmpty();
    assertThat(used).hasSize(1);
    Files.writeString(file, "alertmanagers: [{urls: ['http://am:9093']}]");
    assertThat(watch.reload()).isEmpty();
    assertThat(used).hasSize(2);
    assertThat(watch.alertmanagers()).containsExactly(URI.create("http://am:9093/api/v2/alerts"));
    assertThat(good()).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeUsedLeavesWhatRuns() throws IOException {
    Path file = Files.writeString(directory.resolve("notify.yml"), "alertmanagers: []");
    NotificationFileWatch watch = watch(file);
    assertThat(watch.reload()).isEmpty();
    Files.writeString(file, "route: {}");
    assertThat(watch.reload()).hasValue(file + ":1:8: the root route has no receiver");
    assertThat(good()).isZero();
    Files.delete(file);
    assertThat(watch.reload())
        .hasValue("file \"" + file + "\" cannot be read (NoSuchFileException)");
    assertThat(used).hasSize(1);
  }

  @Test
  void filesOfTemplatesAreReadAgainToo() throws IOException {
    Path templates = Files.writeString(directory.resolve("a.tmpl"), "{{ define \"a\" }}1{{ end }}");
    Path file =
        Files.writeString(
            directory.resolve("notify.yml"),
            """
            templates: ['*.tmpl']
            receivers: [{name: r, slack_configs: [{api_url: 'http://x', title: '{{ template "a" . }}'}]}]
            route: {receiver: r}
            """);
    NotificationFileWatch watch = watch(file);
    assertThat(watch.reload()).isEmpty();
    assertThat(watch.reload()).isEmpty();
    assertThat(used).hasSize(1);
    Files.writeString(templates, "{{ define \"a\" }}2{{ end }}");
    assertThat(watch.reload()).isEmpty();
    assertThat(used).hasSize(2);
    Files.writeString(templates, "{{ define \"b\" }}2{{ end }}");
    assertThat(watch.reload().orElseThrow())
        .startsWith(file + ":2:68: ")
        .contains("template \"a\" is called");
    Files.writeString(templates, "\n{{ define }}");
    assertThat(watch.reload().orElseThrow()).startsWith(file + ":1:13: ").contains("a.tmpl:2");
    assertThat(used).hasSize(2);
  }
}
