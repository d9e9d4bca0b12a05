package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.text.NotificationTexts;
import io.barograph.alertengine.notify.text.TextTemplate;
import io.barograph.alertengine.notify.text.TextTemplates;
import io.barograph.model.Labels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

final class SomeAlerts {
  static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

  static final Alert FIRING =
      new Alert(
          Labels.of("alertname", "Down", "instance", "a", "job", "shop"),
          Map.of("summary", "a \"quoted\" <summary>"),
          1,
          START,
          null,
          "http://baro.example/api/v1/query?query=up");

  static final Alert EXPIRED =
      new Alert(
          Labels.of("alertname", "Down", "instance", "b", "job", "shop"),
          Map.of("end_reason", "no data"),
          1,
          START,
          START.plusSeconds(60),
          "http://baro.example/api/v1/query?query=up");

  private SomeAlerts() {}

  /** A text without gaps. */
  static TextTemplate text(String text) {
    return TextTemplates.builtIn(InstantSource.fixed(START)).read(text);
  }

  static NotificationTexts texts() {
    return new NotificationTexts(new SimpleMeterRegistry());
  }

  static Notification notification(Alert... alerts) {
    return new Notification(
        "team",
        "{}:{alertname=\"Down\"}",
        Labels.of("alertname", "Down"),
        List.of(alerts),
        URI.create("http://baro.example"));
  }
}
