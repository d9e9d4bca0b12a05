package io.barograph.alertengine.notify.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.template.TemplateException;
import io.barograph.model.Labels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What amtool 0.25 prints of the same templates and data, where Alertmanager has the function. */
class TextTemplatesTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Notification BOTH =
      new Notification(
          "team",
          "{}:{alertname=\"Down\"}",
          Labels.of("alertname", "Down"),
          List.of(
              new Alert(
                  Labels.of("alertname", "Down", "instance", "a", "job", "shop"),
                  Map.of("summary", "a <b>"),
                  0.5,
                  START,
                  null,
                  "http://x"),
              new Alert(
                  Labels.of("alertname", "Down", "instance", "b", "job", "shop"),
                  Map.of(),
                  0.25,
                  START,
                  START.plusSeconds(60),
                  "http://x")),
          URI.create("http://baro.example"));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final NotificationTexts texts = new NotificationTexts(registry);
  private final TextTemplates templates =
      TextTemplates.builtIn(InstantSource.fixed(START.plusSeconds(3723)));

  private String expand(String text) {
    return texts.expand(templates.read(text), BOTH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '~',
      textBlock =
          """
          {{ .Status | toUpper }} {{ .Receiver }}                       ¦ FIRING team
          {{ .CommonLabels.SortedPairs.Names | join "," }}              ¦ alertname,job
          {{ .CommonLabels.Names }} {{ .CommonLabels.Values }}          ¦ [alertname job] [Down shop]
          {{ len .Alerts }} {{ len .Alerts.Firing }} {{ len .Alerts.Resolved }} ¦ 2 1 1
          {{ range (.CommonLabels.Remove (stringSlice "job")).SortedPairs }}<{{ .Name }}={{ .Value }}>{{ end }} ¦ <alertname=Down>
          [{{ .CommonLabels.missing }}] {{ .GroupLabels }}              ¦ [] map[alertname:Down]
          {{ title "a b" }} {{ reReplaceAll "(a)b" "${1}c" "abab" }}    ¦ A B acac
          {{ match "a.*" "xab" }} {{ " x " | trimSpace }}               ¦ true x
          {{ (index .Alerts 0).StartsAt }}                              ¦ 2026-01-02 03:04:05.678 +0000 UTC
          {{ (index .Alerts 0).EndsAt }}                                ¦ 0001-01-01 00:00:00 +0000 UTC
          {{ (index .Alerts 1).EndsAt.Sub (index .Alerts 1).StartsAt }} ¦ 1m0s
          {{ (index .Alerts 0).StartsAt.Format "Mon Jan _2 15:04:05 2006" }} ¦ Fri Jan  2 03:04:05 2026
          {{ (index .Alerts 0).StartsAt.Format "02 Jan 06 15:04 MST" }} ¦ 02 Jan 26 03:04 UTC
          {{ (index .Alerts 0).StartsAt.Format "2006-01-02T15:04:05.999999999Z07:00" }} ¦ 2026-01-02T03:04:05.678Z
          {{ (index .Alerts 0).StartsAt.Format "Monday, 02-Jan-06 3:4:5PM pm -07:00" }} ¦ Friday, 02-Jan-26 3:4:5AM am +00:00
          {{ (index .Alerts 0).StartsAt.Format "2006.002 03:04:05,00" }} ¦ 2026.002 03:04:05,67
          {{ (index .Alerts 0).StartsAt.Format "1/2/2006" }}            ¦ 1/2/2026
          {{ date "15:04 MST" (tz "Europe/Paris" (index .Alerts 0).StartsAt) }} ¦ 04:04 CET
          {{ since (index .Alerts 0).StartsAt }}                        ¦ 1h2m3s
          {{ since (index .Alerts 0).StartsAt | humanizeDuration }}     ¦ 1h 2m 3s
          {{ toJson .CommonLabels }} {{ toJson "a\\"b" }}               ¦ {"alertname":"Down","job":"shop"} "a\\"b"
          {{ urlUnescape "a%20b" }} {{ (index .Alerts 0).Value }}       ¦ a b 0.5
          {{ template "slack.default.title" . }}                        ¦ [FIRING:1] Down (shop)
          """)
  void doesAsAlertmanager(String template, String text) {
    assertThat(expand(template)).isEqualTo(text);
  }

  @Test
  void filesDefineAndRedefineTemplates() {
    TextTemplates more =
        templates
            .with("a.tmpl", "{{ define \"slack.default.title\" }}mine{{ end }}")
            .with("b.tmpl", "{{ define \"b\" }}{{ template \"slack.default.title\" . }}!{{ end }}");
    assertThat(texts.expand(more.read("{{ template \"b\" . }}"), BOTH)).isEqualTo("mine!");
    assertThat(expand("{{ template \"slack.default.title\" . }}")).startsWith("[FIRING");
    assertThat(more.with("c.tmpl", "{{ define \"c\" }}{{ template \"d\" }}{{ end }}").undefined())
        .containsExactly("d");
  }

  @Test
  void mistakesAreFoundBeforeAnythingIsSent() {
    assertThatThrownBy(() -> templates.read("{{ template \"nobody\" . }}"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("\"nobody\"");
    assertThatThrownBy(() -> templates.with("a.tmpl", "\n\n{{ .Status | nothing }}"))
        .hasMessageContaining("a.tmpl:3");
    assertThatThrownBy(() -> templates.read("{{ query \"up\" }}"))
        .hasMessageContaining("function \"query\" not defined");
  }

  @Test
  void htmlEscapesWhatANotificationSays() {
    String text =
        "<p>{{ (index .Alerts 0).Annotations.summary }}</p>{{ safeHtml \"<i>\" }}"
            + "{{ template \"email.default.html\" . }}";
    assertThat(texts.expand(templates.readHtml(text, "email.default.html"), BOTH))
        .startsWith("<p>a &lt;b&gt;</p><i><!DOCTYPE html>");
  }

  @Test
  void aTemplateThatFailsLosesNoNotification() {
    String failing = "{{ .Nothing }}";
    assertThat(texts.expand(templates.read(failing, "slack.default.title"), BOTH))
        .isEqualTo("[FIRING:1] Down (shop)");
    assertThat(texts.expand(templates.readHtml(failing, "email.default.html"), BOTH))
        .startsWith("<!DOCTYPE html>");
    assertThat(
            texts.expand(
                templates.read(
                    "{{ range .Alerts }}{{ template \"slack.default.title\" . }}{{ end }}",
                    "wecom.default.text"),
                BOTH))
        .startsWith("#### [FIRING");
    assertThat(registry.get("barograph.notifications.template.failures").counter().count())
        .isEqualTo(3);
    TextTemplate address = templates.read(failing);
    assertThatThrownBy(() -> texts.expand(address, BOTH))
        .isInstanceOf(NotifyException.class)
        .hasMessageContaining("can't evaluate field Nothing");
  }

  @Test
  void aTemplateWithoutEndIsStopped() {
    TextTemplates loop =
        templates.with("l.tmpl", "{{ define \"l\" }}{{ template \"l\" . }}{{ end }}");
    assertThat(texts.expand(loop.read("{{ template \"l\" . }}", "slack.default.title"), BOTH))
        .isEqualTo("[FIRING:1] Down (shop)");
  }
}
