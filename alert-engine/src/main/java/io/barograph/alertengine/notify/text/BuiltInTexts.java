package io.barograph.alertengine.notify.text;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.template.Arguments;
import io.barograph.alertengine.template.Markup;
import io.barograph.alertengine.template.Template;
import io.barograph.alertengine.template.TemplateFunction;
import io.barograph.model.Label;
import io.barograph.model.Labels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The texts that receivers are given where nobody wrote others, by the names that Alertmanager has
 * for them: {@code {{ template "slack.default.title" . }}}. Anything else is text as it stands.
 */
public final class BuiltInTexts {
  /** Alerts of one message; the rest is counted. */
  private static final int SHOWN_ALERTS = 50;

  private static final String FUNCTION = "builtInText";
  private static final String HTML = ".html";

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

  /** Defines a template for each, which calls the function. */
  static final String DEFINITIONS =
      TEXTS.keySet().stream()
          .sorted()
          .map(
              name ->
                  "{{ define %1$s }}{{ %2$s %1$s . }}{{ end }}"
                      .formatted('"' + name + '"', FUNCTION))
          .collect(Collectors.joining());

  private BuiltInTexts() {}

  /** The built-in text of a name, such as {@code slack.default.title}. */
  public static TextTemplate template(String name) {
    String source = "{{ %s \"%s\" . }}".formatted(FUNCTION, name);
    return new TextTemplate(
        source, Template.parse("", source, functions(Map.of())), name.endsWith(HTML), null);
  }

  /** These functions and the one that makes a built-in text of the data. */
  static Map<String, TemplateFunction> functions(Map<String, TemplateFunction> others) {
    Map<String, TemplateFunction> functions = new LinkedHashMap<>(others);
    functions.put(FUNCTION, BuiltInTexts::call);
    return functions;
  }

  private static Object call(List<@Nullable Object> values) {
    Arguments arguments = Arguments.of(values, 2);
    String name = arguments.text(0);
    Function<Notification, String> text = TEXTS.get(name);
    if (text == null
        || !(arguments.any(1) instanceof NotificationData(Notification notification))) {
      throw new IllegalArgumentException(
          "template \"" + name + "\" wants the whole data: give it $");
    }
    String made = text.apply(notification);
    return name.endsWith(HTML) ? new Markup(made) : made;
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
