package io.barograph.alertengine.notify.text;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.Notification;
import java.util.List;

/** A notification as a page for mail: no pictures, no scripts, styles on the elements. */
final class HtmlText {
  private static final int SHOWN_ALERTS = 200;
  private static final String CELL = "<td style=\"padding:6px 12px;border-bottom:1px solid #ddd\">";

  private HtmlText() {}

  static String of(Notification notification) {
    StringBuilder html =
        new StringBuilder("<!DOCTYPE html><html><body style=\"font:14px sans-serif\">");
    html.append("<h2>").append(escape(BuiltInTexts.subject(notification))).append("</h2>");
    html.append("<table style=\"border-collapse:collapse\">");
    List<Alert> alerts = notification.alerts();
    for (Alert alert : alerts.subList(0, Math.min(SHOWN_ALERTS, alerts.size()))) {
      row(html, alert);
    }
    html.append("</table>");
    if (alerts.size() > SHOWN_ALERTS) {
      html.append("<p>and ").append(alerts.size() - SHOWN_ALERTS).append(" more</p>");
    }
    return html.append("<p>")
        .append(link(notification.externalUrl().toString(), "Barograph"))
        .append("</p></body></html>")
        .toString();
  }

  private static void row(StringBuilder html, Alert alert) {
    String color = alert.resolved() ? "#2a7d2a" : "#c0271d";
    html.append("<tr>")
        .append(CELL)
        .append("<b style=\"color:")
        .append(color)
        .append("\">")
        .append(escape(BuiltInTexts.headline(alert)))
        .append("</b><br>")
        .append(escape(BuiltInTexts.times(alert)))
        .append("<br><small>")
        .append(escape(BuiltInTexts.labels(alert.labels())))
        .append("</small>");
    String description = alert.annotations().get("description");
    if (description != null) {
      html.append("<br>").append(escape(description));
    }
    html.append("</td>")
        .append(CELL)
        .append(link(alert.generatorUrl(), "query"))
        .append("</td></tr>");
  }

  private static String link(String url, String text) {
    return "<a href=\"" + escape(url) + "\">" + text + "</a>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
