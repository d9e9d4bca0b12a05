package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.http.HttpReply;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.json.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Posts notifications in version 4 of Alertmanager's webhook format. */
public final class WebhookNotifier implements Notifier {
  /** What stands for "not ended" there. */
  private static final Instant NO_END = Instant.parse("0001-01-01T00:00:00Z");

  private final HttpSender http;
  private final HttpEndpoint endpoint;
  private final int maxAlerts;

  /**
   * A notifier.
   *
   * @param maxAlerts of one notification, 0 for any number; the rest is counted
   */
  public WebhookNotifier(HttpSender http, HttpEndpoint endpoint, int maxAlerts) {
    this.http = http;
    this.endpoint = endpoint;
    this.maxAlerts = maxAlerts;
  }

  @Override
  public Mono<Void> notify(Notification notification) {
    return Mono.defer(
            () -> http.post(endpoint.uri(), endpoint.headers(), body(notification, maxAlerts)))
        .flatMap(WebhookNotifier::accept);
  }

  /** Completes on success. */
  static Mono<Void> accept(HttpReply reply) {
    return reply.isSuccess() ? Mono.empty() : Mono.error(reply.refusal());
  }

  static String body(Notification notification, int maxAlerts) {
    List<Alert> all = notification.alerts();
    List<Alert> told = maxAlerts > 0 && all.size() > maxAlerts ? all.subList(0, maxAlerts) : all;
    JsonText json =
        new JsonText()
            .beginObject()
            .field("receiver", notification.receiver())
            .field("status", notification.status())
            .beginArray("alerts");
    told.forEach(alert -> write(json, alert));
    return json.endArray()
        .field("groupLabels", notification.groupLabels().toMap())
        .field("commonLabels", notification.commonLabels().toMap())
        .field("commonAnnotations", notification.commonAnnotations())
        .field("externalURL", notification.externalUrl().toString())
        .field("version", "4")
        .field("groupKey", notification.groupKey())
        .field("truncatedAlerts", all.size() - told.size())
        .endObject()
        .toString();
  }

  private static void write(JsonText json, Alert alert) {
    json.beginObject()
        .field("status", alert.status())
        .field("labels", alert.labels().toMap())
        .field("annotations", alert.annotations())
        .field("startsAt", alert.startsAt().toString())
        .field("endsAt", Objects.requireNonNullElse(alert.endsAt(), NO_END).toString())
        .field("generatorURL", alert.generatorUrl())
        .field("fingerprint", alert.fingerprint())
        .endObject();
  }
}
