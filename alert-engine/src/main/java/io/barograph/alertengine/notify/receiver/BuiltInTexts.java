package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.Notification;
import io.barograph.model.Label;
import io.barograph.model.Labels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The texts that receivers are given where nobody wrote others, by the names that Alertmanager has
 * for them: {@code {{ template "slack.default.title" . }}}. Anything else is text as it stands.
 */
public final class BuiltInTexts implements NotificationTexts {
  /** Alerts of one message; the rest is counted. */
  private static final int SHOWN_ALERTS = 50;

  private static final Map<String, Function<Notification, String>> TEXTS =
      Map.ofEntries(
          Map.entry("__subject", BuiltInTexts::subject),
          Map.entry("slack.default.color", BuiltInTexts::color),
          Map.entry("slack.default.title", BuiltInTexts::subject),
          Map.entry("slack.default.titlelink", n -> n.externalUrl().toString()),
          Map.entry("slack.default.fallback", n -> subject(n) + " | " + n.externalUrl()),
          Map.entry("slack.default.text", n -> list(n, "*", "*")),
          Map.entry("email.default.subject", BuiltInTexts::subject),
          Map.entry("email.default.text", n -> list(n, "", "")),
          Map.entry("email.default.html", HtmlText::of),
          Map.entry("dingtalk.default.title", BuiltInTexts::subject),
          Map.entry("dingtalk.default.text", n -> markdown(n, "#### ")),
          Map.entry("wecom.default.text", n -> markdown(n, "#### ")),
          Map.entry("feishu.default.title", BuiltInTexts::subject),
          Map.entry("feishu.default.text", n -> list(n, "**", "**")));

  /** What stands for one of these texts. */
  public static String template(String name) {
    return "{{ template \"" + name + "\" . }}";
  }

  private static final Map<String, Function<Notification, String>> BY_TEMPLATE =
      TEXTS.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(e -> template(e.getKey()), Map.Entry::getValue));

  /** Whether {@link #expand} knows what to make of it. */
  public static boolean knows(String template) {
    return !template.contains("{{") || BY_TEMPLATE.containsKey(template.strip());
  }

  @Override
  public String expand(String template, Notification notification) {
    Function<Notification, String> text = BY_TEMPLATE.get(template.strip());
    return text == null ? template : text.apply(notification);
  }

  /** Status, number, what the group shares, and in brackets what its alerts share beside. */
  static String subject(Notification notification) {
    StringBuilder text = new StringBuilder("[");
    text.append(notification.status().toUpperCase(Locale.ROOT));
    int firing = notification.firing().size();
    if (firing > 0) {
      text.append(':').append(firing);
    }
    text.append("] ").append(values(notification.groupLabels()));
    Labels rest = notification.commonLabels();
    for (Label label : notification.groupLabels().asList()) {
      rest = rest.without(label.name());
    }
    if (!rest.isEmpty()) {
      text.append(" (").append(values(rest)).append(')');
    }
    return text.toString();
  }

  private static String values(Labels labels) {
    return labels.asList().stream().map(Label::value).collect(Collectors.joining(" "));
  }

  private static String color(Notification notification) {
    return notification.firing().isEmpty() ? "good" : "danger";
  }

  private static String markdown(Notification notification, String heading) {
    return heading + subject(notification) + "\n\n" + list(notification, "**", "**");
  }

  private static String list(Notification notification, String before, String after) {
    StringBuilder text = new StringBuilder();
    List<Alert> alerts = notification.alerts();
    for (Alert alert : alerts.subList(0, Math.min(SHOWN_ALERTS, alerts.size()))) {
      text.append(before)
          .append(headline(alert))
          .append(after)
          .append("\n\n")
          .append(times(alert))
          .append("\n\n")
          .append(labels(alert.labels()))
          .append("\n\n")
          .append(alert.generatorUrl())
          .append("\n\n");
    }
    if (alerts.size() > SHOWN_ALERTS) {
      text.append("and ").append(alerts.size() - SHOWN_ALERTS).append(" more\n\n");
    }
    return text.append(notification.externalUrl()).toString();
  }

  /** Its status with what people wrote for it, or else its name. */
  static String headline(Alert alert) {
    String summary =
        alert
            .annotations()
            .getOrDefault(
                "summary",
                alert
                    .annotations()
                    .getOrDefault("description", alert.labels().valueOrEmpty("alertname")));
    return alert.status().toUpperCase(Locale.ROOT) + " " + summary;
  }

  /** When it began, and when and why it ended. */
  static String times(Alert alert) {
    String text = "since " + second(alert.startsAt());
    if (alert.endsAt() != null) {
      text += " until " + second(alert.endsAt());
    }
    String reason = alert.annotations().get(Alert.END_REASON);
    return reason == null ? text : text + " (" + reason + ")";
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  static String labels(Labels labels) {
    return labels.asList().stream()
        .map(label -> label.name() + "=" + label.value())
        .collect(Collectors.joining(", "));
  }
}
